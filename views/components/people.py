"""People, ties and paths as markup, the same on every page. Every text is escaped by `views.text.html`."""

from collections.abc import Iterable

from graph.chances import about
from graph.model import EGO, IntroPath, Person, Reason, Step
from views import wording
from views.text import Html, clean, html, joined


def avatar(name: str, role: str) -> Html:
    """A disc with initials; `role` is "ego", "person" or "contact"."""
    letters = "You" if role == "ego" else wording.initials(clean(name))
    return html('<i class="ig-avatar {role}" aria-hidden="true">{letters}</i>', role=role, letters=letters)


def person(shown: Person, role: str = "person", size: str = "") -> Html:
    """A person with avatar, name and position; `size` may be "large"."""
    return named(shown.name, wording.standing(shown), role, size)


def named(name: str, line: str, role: str = "person", size: str = "") -> Html:
    """The same from a name and a line below it."""
    return titled(name, role, name, line, size)


def titled(name: str, role: str, title: str, line: str, size: str = "") -> Html:
    """The avatar of `name` beside another title and a line below it."""
    return html(
        '<div class="ig-person {size}">{avatar}<div><b>{title}</b><span>{line}</span></div></div>',
        size=size,
        avatar=avatar(name, role),
        title=title,
        line=line,
    )


def tie_mark(strength: float, observed: bool) -> Html:
    """A short line in the colour of a strength, dotted for an inferred tie."""
    word = wording.strength_word(strength)
    kind = word if observed else f"{word} inferred"
    return html('<i class="ig-tie {kind}" title="{word}"></i>', kind=kind, word=f"{word} tie")


def strip(path: IntroPath) -> Html:
    """A path as people with the ties between them, from you to the contact."""
    parts = [html('<div class="ig-person">{you}</div>', you=avatar("You", "ego"))]
    for step in path.steps:
        role = "contact" if step is path.steps[-1] else "person"
        mark = tie_mark(step.strength, step.observed)
        parts.append(html('<div class="ig-hop">{mark}{person}</div>', mark=mark, person=person(step.receiver, role)))
    return html('<div class="ig-strip">{parts}</div>', parts=joined(parts))


def chips(labels: Iterable[tuple[str, str]]) -> Html:
    """Facts as small labels: (text, kind), the kind being a colour class of `app.css`."""
    made = [html('<span class="ig-chip {kind}">{text}</span>', kind=kind, text=text) for text, kind in labels]
    return html('<p class="ig-chips">{made}</p>', made=joined(made))


def chances(path: IntroPath) -> Html:
    """A path's chance in words, with its range."""
    return html(
        '<div class="ig-odds"><b>{odds}</b><span>{range}</span></div>',
        odds=about(path.warmth),
        range=wording.warmth_range(path),
    )


def odds(chance: str, of_what: str) -> Html:
    """A chance in words, large, with what it is the chance of."""
    return html('<p class="ig-chance"><b>{chance}</b> {of_what}</p>', chance=chance, of_what=of_what)


def path_reasons(path: IntroPath) -> Html:
    """Why a path should work: for each step who knows whom, how well, and from where we know; then what it costs."""
    made = [_step_reason(step) for step in path.steps]
    if not path.is_direct:
        told = len(path.steps) + sum(not step.observed for step in path.steps)
        beyond = reason_lines(path.reasons[told:])
        made.append(html("<li><div>{beyond}</div></li>", beyond=beyond))
    return html('<ul class="ig-reasons">{made}</ul>', made=joined(made))


def reason_lines(reasons: Iterable[Reason]) -> Html:
    """Reasons as quiet lines below something."""
    return joined([_reason(reason) for reason in reasons])


def items(pairs: Iterable[tuple[str, str]]) -> Html:
    """A list of things with a quiet line below each."""
    made = [html("<li><div>{thing}<span>{line}</span></div></li>", thing=thing, line=line) for thing, line in pairs]
    return html('<ul class="ig-reasons">{made}</ul>', made=joined(made))


def facts(pairs: Iterable[tuple[str, str]]) -> Html:
    """Names of facts beside the facts."""
    made = [html("<dt>{name}</dt><dd>{fact}</dd>", name=name, fact=fact) for name, fact in pairs]
    return html('<dl class="ig-facts">{made}</dl>', made=joined(made))


def figures(pairs: Iterable[tuple[str, str]]) -> Html:
    """Large numbers with what they count: (number, noun)."""
    made = [html("<div><b>{number}</b><span>{noun}</span></div>", number=number, noun=noun) for number, noun in pairs]
    return html('<div class="ig-figures">{made}</div>', made=joined(made))


def steps(sentences: Iterable[str]) -> Html:
    """Things to do, numbered."""
    made = [html("<li>{sentence}</li>", sentence=sentence) for sentence in sentences]
    return html('<ol class="ig-steps">{made}</ol>', made=joined(made))


def lead(sentence: str) -> Html:
    """The sentence below a page's title."""
    return html('<p class="ig-lead">{sentence}</p>', sentence=sentence)


def kicker(text: str) -> Html:
    """A small heading above a group."""
    return html('<p class="ig-kicker">{text}</p>', text=text)


def note(text: str) -> Html:
    """A quiet remark."""
    return html('<p class="ig-note">{text}</p>', text=text)


def legend() -> Html:
    """What the lines of a graph mean."""
    kinds = [
        ("strong tie", 0.9, True),
        ("familiar", 0.3, True),
        ("weak, such as a LinkedIn contact", 0.1, True),
        ("likely or possible, not seen", 0.1, False),
    ]
    made = [html("<span>{mark}{text}</span>", mark=tie_mark(how, seen), text=text) for text, how, seen in kinds]
    return html('<p class="ig-legend">{made}</p>', made=joined(made))


def tones(legend: Iterable[tuple[str, int]], colour: str) -> Html:
    """What the colours of the people in a picture stand for: (name, how many people), by number of the tone."""
    made = [
        html(
            '<span><i class="ig-tone {colour} t{tone}"></i>{name} <em>{count}</em></span>',
            colour=colour,
            tone=str(tone),
            name=name,
            count=f"{count:,}",
        )
        for tone, (name, count) in enumerate(legend)
        if count and name
    ]
    return html('<p class="ig-legend">{made}</p>', made=joined(made))


def _step_reason(step: Step) -> Html:
    if step.observed:
        pair = (
            f"You know {step.receiver.name}"
            if step.giver.id == EGO
            else f"{step.giver.name} knows {step.receiver.name}"
        )
        how = f"{wording.strength_word(step.strength)}, passes it on {about(step.strength)} times"
    else:
        pair = f"{step.giver.name} may know {step.receiver.name}"
        how = f"{wording.tie_word(step.probability)}, {about(step.probability)}; nobody has seen it"
    return html(
        "<li>{mark}<div><b>{pair}</b> ({how}){reasons}</div></li>",
        mark=tie_mark(step.strength, step.observed),
        pair=pair,
        how=how,
        reasons=reason_lines(step.reasons),
    )


def _reason(reason: Reason) -> Html:
    return html("<span>{label}: {detail}</span>", label=reason.label, detail=reason.detail)
