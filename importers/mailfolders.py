"""Does a folder or label hold sent mail, drafts or spam? By the names that mail programs give them, in many languages.

A name is compared as a whole, so that "All mail including Spam and Trash", which Gmail exports, is none of them.
"""

import csv
from collections.abc import Iterable
from enum import Enum, auto

from graph.text import fold_words
from importers.base import SourceFile

_SENT = (
    "sent|sent mail|sent items|sent messages|gesendet|gesendete|gesendete objekte|gesendete elemente|"
    "gesendete nachrichten|postausgang gesendet|envoyés|messages envoyés|éléments envoyés|courrier envoyé|envoyé|"
    "enviado|enviados|enviadas|elementos enviados|mensajes enviados|itens enviados|e-mails enviados|enviats|inviati|"
    "posta inviata|inviata|messaggi inviati|verzonden|verzonden items|verzonden objecten|verzonden berichten|skickat|"
    "skickade|skickade objekt|sendt|sendte|sendt post|sendte elementer|lähetetyt|wysłane|elementy wysłane|odeslané|"
    "odeslaná pošta|odoslané|odoslaná pošta|elküldött|elküldött elemek|trimise|mesaje trimise|poslano|poslané|"
    "gönderilmiş|gönderilmiş postalar|gönderilenler|gönderilmiş öğeler|απεσταλμένα|отправленные|надіслані|изпратени|"
    "送信済み|送信済みメール|送信済みアイテム|已发送|已发送邮件|已发邮件|已傳送|寄件備份|寄件備份匣|"
    "보낸편지함|보낸 편지함|보낸메일함|"
    "المرسلة|البريد المرسل|דואר שנשלח|דואר יוצא|ส่งแล้ว|đã gửi|thư đã gửi|terkirim"
)
_DRAFTS = (
    "draft|drafts|entwurf|entwürfe|brouillon|brouillons|borrador|borradores|esborranys|bozza|bozze|rascunho|rascunhos|"
    "concepten|utkast|kladde|kladder|luonnokset|wersje robocze|kopie robocze|szkice|koncept|koncepty|"
    "rozepsané|piszkozat|piszkozatok|ciorne|mesaje nefinalizate|skice|taslak|taslaklar|πρόχειρα|черновик|черновики|"
    "чернетки|чернови|下書き|草稿|草稿箱|임시보관함|임시 보관함|مسودات|المسودات|טיוטות|ร่าง|bản nháp|thư nháp|draf|"
    "outbox|unsent messages|postausgang|templates|vorlagen"
)
_SPAM = (
    "spam|junk|junk mail|junk e mail|junk email|bulk mail|unerwünscht|werbung|junk-e-mail|indésirables|pourriel|"
    "courrier indésirable|correo no deseado|correu brossa|posta indesiderata|lixo eletrônico|lixo electrónico|"
    "ongewenste e-mail|ongewenst|skräppost|uønsket|uønsket post|søppelpost|roskaposti|wiadomości-śmieci|niechciane|"
    "nevyžádaná|nevyžádaná pošta|nevyžiadaná pošta|levélszemét|gereksiz|önemsiz|ανεπιθύμητα|ανεπιθύμητη αλληλογραφία|"
    "спам|нежелательная почта|небажана пошта|迷惑メール|垃圾邮件|垃圾郵件|스팸|스팸함|스팸메일함|정크 메일|"
    "الرسائل غير المرغوب فيها|بريد عشوائي|דואר זבל|ספאם|จดหมายขยะ|thư rác|"
    "trash|bin|deleted|deleted items|deleted messages|papierkorb|gelöscht|gelöschte objekte|gelöschte elemente|"
    "corbeille|éléments supprimés|messages supprimés|papelera|elementos eliminados|paperera|cestino|posta eliminata|"
    "elementi eliminati|lixeira|lixo|itens excluídos|itens eliminados|prullenbak|prullenmand|verwijderde items|"
    "verwijderde objecten|papperskorg|papperskorgen|borttaget|papirkurv|slettet post|slettede elementer|roskakori|"
    "poistetut|kosz|elementy usunięte|koš|odstraněná pošta|kôš|kuka|lomtár|törölt elemek|coș de gunoi|gunoi|smeće|"
    "çöp kutusu|çöp|silinmiş öğeler|κάδος|κάδος απορριμμάτων|корзина|удаленные|кошик|видалені|кошче|ゴミ箱|"
    "削除済みアイテム|已删除|已删除邮件|垃圾箱|回收站|垃圾桶|刪除的郵件|휴지통|지운 편지함|المهملات|سلة المهملات|אשפה|"
    "פריטים שנמחקו|ถังขยะ|thùng rác|tong sampah|sampah"
)


class FolderKind(Enum):
    """What the mails in a folder have in common."""

    DRAFT = auto()
    SPAM = auto()
    """Unwanted mail, and what its reader threw away."""
    SENT = auto()


_KINDS = {
    fold_words(name): kind
    for kind, names in ((FolderKind.SENT, _SENT), (FolderKind.SPAM, _SPAM), (FolderKind.DRAFT, _DRAFTS))
    for name in names.split("|")
}
_ENDINGS = (".mbox", ".mbx", ".sbd", ".mbs", ".eml", ".emlx", ".txt")


def kind_of_file(file: SourceFile, *, is_folder: bool) -> FolderKind | None:
    """What the folders are in which a file stands; `is_folder` where the file itself is one, as an mbox file is."""
    *folders, name = file.name.split("/")
    return _first(_without_ending(each) for each in (*folders, *([name] if is_folder else [])))


def kind_of_labels(text: str) -> FolderKind | None:
    """What Gmail's labels say, which stand between commas."""
    return _first(next(csv.reader([text]), []))


def _first(names: Iterable[str]) -> FolderKind | None:
    """The kind that counts most: a draft that was thrown away is still a draft, and neither was sent."""
    found = {_KINDS.get(fold_words(name)) for name in names}
    return next((kind for kind in FolderKind if kind in found), None)


def _without_ending(name: str) -> str:
    """A folder's name without what programs add: "Sent.mbox", "INBOX.Sent", ".Sent" """
    stem = name[: name.rindex(".")] if name.casefold().endswith(_ENDINGS) else name
    return stem.rpartition(".")[2] or stem
