"""Other ways of writing one name: another alphabet, "ue" for "ü", family name first, a slip of the finger.

`latin` brings spellings of one name together that people and offices use side by side: Юлия and Yulia, Müller and
Mueller, 王小明 and Wang Xiaoming. It is for comparing only: it also makes Jan and Yan one, so what agrees in this form
alone counts less than what is written the same.
"""

import re
from functools import lru_cache

from graph.text import clean_text, fold_words

CYRILLIC = (
    "а a б b в v г g ґ g д d е e ё e є e ж zh з z и i і i ї i й i к k л l м m н n о o п p р r с s т t у u ў u ф f "
    "х h ц ts ч ch ш sh щ sh ъ - ы i ь - э e ю iu я ia ђ dj ј i љ lj њ nj ћ c џ dz"
)
"""Russian, Ukrainian, Belarusian, Bulgarian and Serbian letters, each with what passports of most countries write."""

GREEK = "α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ i φ f χ h ψ ps ω o"
"""Modern Greek letters as they sound; pairs such as μπ are in `_GREEK_PAIRS`."""

CHINESE_FAMILY_NAMES = (
    "王 wang 李 li 张 zhang 張 zhang 刘 liu 劉 liu 陈 chen 陳 chen 杨 yang 楊 yang 黄 huang 黃 huang 赵 zhao "
    "趙 zhao 吴 wu 吳 wu 周 zhou 徐 xu 孙 sun 孫 sun 马 ma 馬 ma 朱 zhu 胡 hu 郭 guo 何 he 高 gao 林 lin "
    "罗 luo 羅 luo 郑 zheng 鄭 zheng 梁 liang 谢 xie 謝 xie 宋 song 唐 tang 许 xu 許 xu 韩 han 韓 han "
    "冯 feng 馮 feng 邓 deng 鄧 deng 曹 cao 彭 peng 曾 zeng 肖 xiao 蕭 xiao 田 tian 董 dong 袁 yuan 潘 pan "
    "于 yu 蒋 jiang 蔣 jiang 蔡 cai 余 yu 杜 du 叶 ye 葉 ye 程 cheng 苏 su 蘇 su 魏 wei 吕 lu 呂 lu 丁 ding "
    "任 ren 沈 shen 姚 yao 卢 lu 盧 lu 姜 jiang 崔 cui 钟 zhong 鍾 zhong 谭 tan 譚 tan 陆 lu 陸 lu 汪 wang "
    "范 fan 金 jin 石 shi 廖 liao 贾 jia 夏 xia 韦 wei 付 fu 方 fang 白 bai 邹 zou 孟 meng 熊 xiong 秦 qin "
    "邱 qiu 江 jiang 尹 yin 薛 xue 闫 yan 段 duan 雷 lei 侯 hou 龙 long 龍 long 史 shi 陶 tao 黎 li 贺 he "
    "顾 gu 毛 mao 郝 hao 龚 gong 邵 shao 万 wan 钱 qian 严 yan 戴 dai 莫 mo 孔 kong 向 xiang 常 chang"
)
CHINESE_GIVEN_NAMES = (
    "伟 wei 偉 wei 芳 fang 娜 na 秀 xiu 英 ying 敏 min 静 jing 靜 jing 丽 li 麗 li 强 qiang 磊 lei 军 jun "
    "軍 jun 洋 yang 勇 yong 艳 yan 杰 jie 娟 juan 涛 tao 明 ming 超 chao 兰 lan 霞 xia 平 ping 刚 gang "
    "桂 gui 华 hua 華 hua 文 wen 小 xiao 晓 xiao 建 jian 国 guo 國 guo 红 hong 玉 yu 春 chun 海 hai 志 zhi "
    "立 li 新 xin 梅 mei 丹 dan 宇 yu 浩 hao 然 ran 子 zi 轩 xuan 欣 xin 怡 yi 雨 yu 佳 jia 琪 qi 思 si "
    "婷 ting 雪 xue 慧 hui 颖 ying 鹏 peng 飞 fei 斌 bin 波 bo 辉 hui 俊 jun 凯 kai 健 jian 鑫 xin 美 mei "
    "云 yun 莉 li 东 dong 峰 feng 龙 long 天 tian 一 yi 大 da 安 an 心 xin 宁 ning 家 jia 嘉 jia 成 cheng "
    "永 yong 德 de 忠 zhong 光 guang 清 qing 林 lin 学 xue 世 shi 民 min 中 zhong"
)
"""Characters of most Chinese names in Mandarin; a name with another character in it stays as it is written."""

_GREEK_PAIRS = (("ου", "u"), ("αι", "e"), ("ει", "i"), ("οι", "i"), ("μπ", "b"), ("ντ", "d"), ("γκ", "g"), ("ευ", "ev"))
_SOUNDS_ALIKE = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        ("tsch|tch", "ch"), ("shch|sch", "sh"), ("kh|ch(?=r)", "h"), ("ph", "f"), ("ck", "k"), ("x", "ks"), ("w", "v"),
        ("[yj]", "i"), ("ae", "a"), ("oe", "o"), ("ue", "u"), ("ou", "u"), ("ie", "e"), (r"(.)\1+", r"\1"),
    )
)  # fmt: skip
_PARTS_OF_HANGUL = (
    "g kk n d tt r m b pp s ss - j jj ch k t p h".split(),
    "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split(),
    "- k k k n n n t l k m p l l p l m p p t t ng t t k t p t".split(),
)
_FIRST_HANGUL, _LAST_HANGUL = 0xAC00, 0xD7A3
_KOREAN_FAMILY_NAMES = {"김": "kim", "이": "lee", "박": "park", "최": "choi", "정": "jung", "강": "kang", "조": "cho"}


def _pairs(table: str) -> dict[str, str]:
    words = table.split()
    return {letter: sound.strip("-") for letter, sound in zip(words[::2], words[1::2], strict=True)}


_LETTERS = str.maketrans(_pairs(CYRILLIC) | _pairs(GREEK))
_FAMILIES = _pairs(CHINESE_FAMILY_NAMES) | _KOREAN_FAMILY_NAMES
_SYLLABLES = _pairs(CHINESE_FAMILY_NAMES) | _pairs(CHINESE_GIVEN_NAMES)


@lru_cache(maxsize=200_000)
def latin(text: str) -> str:
    """A name as it sounds, in Latin letters, one word: for comparing two spellings, not for showing.

    >>> latin("Müller") == latin("Mueller") == latin("Muller")
    True
    >>> latin("Евгений") == latin("Yevgeniy"), latin("Γιώργος"), latin("Xiao-Ming")
    (True, 'giorgos', 'ksiaoming')
    """
    folded = fold_words(text)
    if not folded.isascii():
        for pair, sound in _GREEK_PAIRS:
            folded = folded.replace(pair, sound)
        folded = "".join(map(_hangul, folded.translate(_LETTERS)))
    word = folded.replace(" ", "")
    for pattern, plain in _SOUNDS_ALIKE:
        word = pattern.sub(plain, word)
    return word


def eastern_name(full: str) -> tuple[str, str] | None:
    """Given and family name, in Latin letters, of a Chinese or Korean name in its own characters; None for others.

    >>> eastern_name("王小明"), eastern_name("Ann Lee")
    (('xiaoming', 'wang'), None)
    """
    name = clean_text(full).replace(" ", "")
    if not 2 <= len(name) <= 4 or name.isascii() or name[0] not in _FAMILIES:
        return None
    given = "".join(_SYLLABLES.get(char) or _hangul(char) for char in name[1:])
    return (given, _FAMILIES[name[0]]) if given.isascii() else None


def one_slip_apart(one: str, other: str) -> bool:
    """Whether one letter more, less, another or two swapped make the difference: Damerau-Levenshtein distance 1.

    >>> [one_slip_apart("meier", other) for other in ("meyer", "meer", "meire", "meier", "maier", "mayer")]
    [True, True, True, False, True, False]
    """
    shorter, longer = (one, other) if len(one) <= len(other) else (other, one)
    if one == other or len(longer) - len(shorter) > 1:
        return False
    start = next((at for at, pair in enumerate(zip(shorter, longer, strict=False)) if pair[0] != pair[1]), len(shorter))
    mine, theirs = shorter[start:], longer[start:]
    if len(shorter) < len(longer):
        return mine == theirs[1:]
    return mine[1:] == theirs[1:] or (mine[1::-1] == theirs[:2] and mine[2:] == theirs[2:])


def _hangul(char: str) -> str:
    if not _FIRST_HANGUL <= ord(char) <= _LAST_HANGUL:
        return char
    start, rest = divmod(ord(char) - _FIRST_HANGUL, 588)
    vowel, end = divmod(rest, 28)
    parts = (_PARTS_OF_HANGUL[0][start], _PARTS_OF_HANGUL[1][vowel], _PARTS_OF_HANGUL[2][end])
    return "".join(part.strip("-") for part in parts)
