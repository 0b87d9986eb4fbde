"""Where the content of a saying lies in its sentence.

Two witnesses are heard. The grammar gives the clause, object or phrase that depends on the cue. The layout of news
prose gives what the grammar of a parser often blurs: an attribution set off by commas at the end or in the middle of
a sentence ("..., the army said") speaks of the sentence around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spacy.tokens import Doc, Token

from muster.extract.sources import NAMES, PHRASE, cues
from muster.extract.syntax import children, dep, lemma, verb_lemma

Range = tuple[int, int]

SEPARATORS = frozenset({",", "”", '"', "’", "'", "»", "—", "–", "--", "-", ",-"})
THAT_WITHIN = 16  # words between a cue and its "that"
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD", "VBN"})


def is_cue(token: Token) -> bool:
    """A verb of speech (or of passing on) in use as a verb."""
    table = cues()
    if token.pos_ != "VERB" or token.dep_ == "amod":
        return False
    return verb_lemma(token) in table.verbs or lemma(token) in table.verbs | table.relay_verbs


def subject_of(verb: Token) -> Token | None:
    """The verb's own subject before it, as written."""
    before = [c for c in children(verb, "nsubj") if c.dep_ != "nsubj:outer" and c.i < verb.i and c.lower_ != "there"]
    return max(before, key=lambda c: c.i) if before else None


def char_ranges(doc: Doc, indices: Iterable[int]) -> tuple[Range, ...]:
    """Token indices as half-open character ranges, neighbours joined, white space at the ends left out."""
    ranges: list[Range] = []
    last = -2
    for i in sorted(set(indices)):
        token = doc[i]
        if token.is_space:
            last = i if last == i - 1 else last
            continue
        end = token.idx + len(token.text)
        if ranges and i == last + 1:
            ranges[-1] = (ranges[-1][0], end)
        else:
            ranges.append((token.idx, end))
        last = i
    return tuple(ranges)


def clause(head: Token, cue: Token) -> list[int]:
    """The tokens of a clause that depends on ``cue``, without sayings of others that the parse hung under it."""
    left_out = {t.i for t in cue.subtree} if cue.i in {t.i for t in head.subtree} and cue != head else set()
    if head.i > cue.i and cue not in (head, *children(head, "parataxis", "dep")):
        left_out.update(range(cue.sent.start, cue.i + 1))  # what stands before the cue is not said by it
    for token in head.subtree:
        nominal = head.pos_ in ("NOUN", "PROPN", "NUM")
        if token.i in left_out or token == head:
            continue
        if _another_saying(token, cue) or (nominal and _new_clause(token, head)):
            left_out.update(t.i for t in token.subtree)
    kept = [t.i for t in head.subtree if t.i not in left_out]
    return _trimmed(head.doc, kept)


def _another_saying(token: Token, cue: Token) -> bool:
    """ "X said A, *but Y said B*", "X said A, *adding that* B": a cue with a content of its own."""
    if dep(token) in ("advcl", "acl") and token.tag_ == "VBG" and token.i > cue.i and is_cue(token):
        return _after_comma(token) and bool(children(token, "ccomp"))
    if dep(token) not in ("conj", "parataxis") or token.i < cue.i or not is_cue(token):
        return False
    return subject_of(token) is not None or goes_back(token, cue)


def goes_back(token: Token, cue: Token) -> bool:
    """Whether a cue coordinated with what ``cue`` reports belongs beside ``cue`` itself.

    Another tense says so ("said X *had* fled and *warned*", "say it *is* early but *noted*"), and a clause of its own
    in the tense of ``cue`` ("said his men held the pass and *warned that* ...").
    """
    if token.tag_ not in FINITE or subject_of(token) is not None:
        return False
    return _finite(token) != _finite(token.head) or (token.tag_ == cue.tag_ and bool(children(token, "ccomp")))


def _finite(verb: Token) -> tuple[str, bool]:
    """Tag of the finite word of a clause, and whether that is an auxiliary."""
    auxiliaries = [t for t in children(verb, "aux", "aux:pass", "cop") if t.i < verb.i]
    return (auxiliaries[0].tag_, True) if auxiliaries else (verb.tag_, False)


def _new_clause(token: Token, head: Token) -> bool:
    """A finite verb that the parse coordinated with a noun ("promised an offensive and *is sending* troops")."""
    finite = token.tag_ in ("VBD", "VBZ", "VBP") or bool(children(token, "aux"))
    return token.head == head and dep(token) == "conj" and token.pos_ in ("VERB", "AUX") and finite


def _trimmed(doc: Doc, indices: Sequence[int]) -> list[int]:
    kept = sorted(indices)
    while kept and (doc[kept[-1]].is_space or doc[kept[-1]].text in (",", ";", ".", "-", "–", "—")):
        kept.pop()
    while kept and (doc[kept[0]].is_space or doc[kept[0]].text in (",", ";", "-", "–", "—")):
        kept.pop(0)
    if len(kept) > 1 and doc[kept[0]].pos_ == "CCONJ" and doc[kept[0]].is_sent_start:
        kept.pop(0)
    return kept


def asides(indices: Sequence[int], doc: Doc, cue: Token) -> list[int]:
    """Tokens inside a reported clause that are the reporter's own words.

    A "while" clause after a comma, a relative clause on a name ("the Taliban, which has fought since 2001"), a
    comment in apposition ("..., a figure that Kyiv rejected"); inside a denial any relative clause after a comma.
    """
    inside = set(indices)
    found: set[int] = set()
    for i in indices:
        token = doc[i]
        if i > cue.i and _is_aside(token, cue):
            found.update(t.i for t in token.subtree if t.i in inside)
    return sorted(found)


def _is_aside(token: Token, cue: Token) -> bool:
    set_off = _after_comma(token)
    if dep(token) == "advcl":
        return set_off and any(c.lower_ in ("while", "whereas") for c in children(token, "mark"))
    if "relcl" in token.dep_:
        pronoun = any(c.tag_ in ("WDT", "WP", "WRB", "WP$") for c in token.subtree if c.i < token.i)
        named = token.head.ent_type_ in NAMES or token.head.pos_ == "PROPN"
        denied = set_off and verb_lemma(cue) in cues().denying_verbs
        return pronoun and (named or denied)
    if dep(token) in ("appos", "parataxis", "dep", "conj") and token.pos_ == "NOUN":
        return set_off and lemma(token) in cues().summing_nouns
    return False


def _after_comma(token: Token) -> bool:
    first = min(t.i for t in token.subtree)
    doc = token.doc
    return doc[first].text == "," or (first > 0 and doc[first - 1].text == ",")


def set_off(verb: Token, subject: Token | None, quoted: Sequence[bool]) -> list[int] | None:
    """The content of an attribution that is set off from it: "A, X said", "A, said X", "A, X said, A".

    ``quoted`` tells for each token of the Doc whether it stands in quotation marks. ``None`` where the cue is not set
    off: it opens its sentence, governs what follows, or has an object of its own.
    """
    doc, sentence = verb.doc, verb.sent
    if verb.tag_ == "VBG" and lemma(verb) not in cues().relay_verbs:
        return None  # "he said, *adding* that ..." goes on, it does not look back
    left = _left_edge(verb, subject)
    if doc[left].pos_ == "CCONJ":
        return None  # "X did A, *and Y said* ...": a clause of its own
    begin = _scope_start(doc, sentence.start, left, quoted)
    before = [i for i in range(begin, left) if not doc[i].is_space]
    if not before or not _separated(doc, before[-1]):
        return None
    content = _quotation_alone(doc, _trimmed(doc, before), quoted)
    after = _continuation(verb, subject, sentence.end, quoted)
    interrupted = bool(after) and doc[after[0]].tag_ in FINITE
    if not _says_something(doc, content, quoted) and not interrupted:
        return None
    if _own_content(verb, subject) and not (interrupted or _stops_at_once(verb, sentence.end)):
        return None
    return [*content, *after]


def _quotation_alone(doc: Doc, content: list[int], quoted: Sequence[bool]) -> list[int]:
    """ "The general was blunt: "We lost," he said": what a colon introduces is the content, not what stands before."""
    n = len(content)
    while n and quoted[content[n - 1]]:
        n -= 1
    return content[n:] if 0 < n < len(content) and doc[content[n - 1]].text == ":" else content


def _left_edge(verb: Token, subject: Token | None) -> int:
    """Where the attribution clause begins: its subject's phrase, or the cue itself where the subject follows."""
    doc, first = verb.doc, verb.sent.start
    i = subject.i if subject is not None and subject.i < verb.i else verb.i
    if i == verb.i:
        while i > first and (doc[i - 1].pos_ in ("AUX", "ADV", "SPACE") or doc[i - 1].lower_ == "as"):
            i -= 1
        return i
    while i > first and doc[i - 1].pos_ in PHRASE | {"SPACE"} and doc[i - 1].text not in SEPARATORS:
        if doc[i - 1].tag_ in ("WDT", "WP"):
            break  # "which the ministry says ...": no clause of its own
        i -= 1
    while doc[i].is_space:
        i += 1
    return i


def _scope_start(doc: Doc, start: int, left: int, quoted: Sequence[bool]) -> int:
    """The scope reaches back to a semicolon, or to a coordination with another saying ("X says A, but B, Y says")."""
    begin = start
    for i in range(start, left):
        if quoted[i]:
            continue
        if doc[i].text == ";":
            begin = i + 1
        elif doc[i].lower_ in ("but", "and", "while", "whereas") and doc[i - 1].text == "," and i > start:
            if any(is_cue(t) and subject_of(t) is not None and dep(t) != "acl" for t in doc[begin:i]):
                begin = i + 1
    return begin


def _separated(doc: Doc, last: int) -> bool:
    """A comma, a dash or a closing mark stands before the attribution clause."""
    return doc[last].text in SEPARATORS or doc[last].text[-1] in ',”»"'


def _says_something(doc: Doc, content: Sequence[int], quoted: Sequence[bool]) -> bool:
    if not content:
        return False
    if quoted[content[-1]]:
        return True
    if doc[content[0]].lower_ in ("asked", "when", "asking"):
        return False
    return any(doc[i].tag_ in FINITE and doc[i].pos_ in ("VERB", "AUX") for i in content)


def _own_content(verb: Token, subject: Token | None) -> bool:
    """Whether the cue governs a clause or an object after it that is not only the one spoken to."""
    spoken_to = lemma(verb) in cues().addressee_verbs | cues().relay_verbs
    for child in verb.children:
        if child.i < verb.i or child == subject or any(t.text in ",;" for t in verb.doc[verb.i : child.i]):
            continue
        if dep(child) in ("ccomp", "xcomp") or (dep(child) == "obj" and not spoken_to):
            return True
    return False


def _stops_at_once(verb: Token, end: int) -> bool:
    """The cue is followed by a comma or the sentence's end."""
    return verb.i + 1 >= end or verb.doc[verb.i + 1].text in (",", ".", ";", "”", '"', "—", "–")


def _continuation(verb: Token, subject: Token | None, end: int, quoted: Sequence[bool]) -> list[int]:
    """What goes on with the content after an attribution in the middle; the reporter's own words do not."""
    doc = verb.doc
    start = verb.i
    if subject is not None and subject.i > verb.i:
        start = max(t.i for t in subject.subtree if t.i < end)
        start = start if doc[start].text != "," else start - 1
    stop = next((i for i in range(start + 1, end) if doc[i].text in (",", ";", "—", "–", "--")), None)
    if stop is None or doc[stop].text == ";":
        return []
    rest = [i for i in range(stop + 1, end) if not doc[i].is_space]
    semicolon = next((n for n, i in enumerate(rest) if doc[i].text == ";" and not quoted[i]), len(rest))
    rest = rest[:semicolon]
    if not rest:
        return []
    first = doc[rest[0]]
    if first.lower_ in cues().reporter_again or first.tag_ in ("WDT", "WP", "WP$", "WRB"):
        return []
    if first.tag_ == "VBG":  # "..., the mayor said, wounding three" goes on; "..., adding that" is a saying of its own
        return [] if is_cue(first) or first.head == verb else _trimmed(doc, rest)
    if not any(doc[i].tag_ in FINITE and doc[i].pos_ in ("VERB", "AUX") for i in rest):
        return []
    if any(is_cue(doc[i]) for i in rest[:8]) and not quoted[rest[0]]:
        return []
    return _trimmed(doc, rest)


def after(verb: Token, prepositions: frozenset[str], quoted: Sequence[bool]) -> list[int]:
    """What follows a cue, or the first of ``prepositions`` after it, to the end of its clause.

    For a cue whose object or phrase the parse attached elsewhere: "spoke *of two dead and six missing*".
    """
    doc, start = verb.doc, verb.i + 1
    if prepositions:
        found = None
        for i in range(start, verb.sent.end):
            if doc[i].lower_ in prepositions:
                found = i
                break
            if doc[i].text in (",", ";") or (doc[i].pos_ == "VERB" and doc[i].tag_ in ("VBD", "VBZ", "VBP")):
                break
        if found is None:
            return []
        start = found
    kept = []
    for i in range(start, verb.sent.end):
        if not quoted[i] and (doc[i].text in (";", ":") or _ends_clause(doc, i, verb)):
            break
        kept.append(i)
    return _trimmed(doc, kept)


def _ends_clause(doc: Doc, i: int, verb: Token) -> bool:
    """A comma before another clause, or the conjunction of a verb coordinated with the cue."""
    token = doc[i]
    if token.pos_ == "CCONJ" or token.lower_ == "but":
        following = doc[i + 1] if i + 1 < len(doc) else token
        return any(c.i > i and (token.head == c or following == c) for c in children(verb, "conj"))
    if token.text != "," or i + 1 >= verb.sent.end:
        return False
    following = doc[i + 1]
    return (
        following.pos_ in ("CCONJ", "SCONJ")
        or following.lower_ in cues().reporter_again
        or following.tag_ in ("VBG", "WDT", "WP", "WP$")
    )


def complementiser(verb: Token) -> int | None:
    """ "wrote in a paper carried by the weekly *that* ...": the token of the "that" that a cue calls for, phrases
    between passed over."""
    doc = verb.doc
    first = doc[verb.i + 1] if verb.i + 1 < verb.sent.end else verb
    if first.lower_ != "that" and first.pos_ not in ("ADP", "ADV") and lemma(verb) not in cues().addressee_verbs:
        return None
    for i in range(verb.i + 1, min(verb.sent.end, verb.i + THAT_WITHIN)):
        if doc[i].lower_ == "that" and doc[i].tag_ in ("IN", "WDT"):
            return i if doc[i].tag_ == "IN" or doc[i - 1] == verb else None
        if doc[i].pos_ not in PHRASE | {"ADV", "SPACE"} and doc[i].tag_ != "VBN":
            return None
    return None


def rest_of_sentence(verb: Token, quoted: Sequence[bool]) -> list[int]:
    """What follows a cue that opens its sentence, where the parse gives it no clause: "X said the blast ... was"."""
    doc, end = verb.doc, verb.sent.end
    following = [i for i in range(verb.i + 1, end) if not doc[i].is_space]
    if not any(doc[i].tag_ in FINITE and doc[i].pos_ in ("VERB", "AUX") for i in following):
        return []
    opener = next((n for n, i in enumerate(following[:10]) if doc[i].lower_ in ("that", ":")), -1)
    kept = []
    begin = opener if opener >= 0 and doc[following[opener]].lower_ == "that" else opener + 1
    for n, i in enumerate(following[begin:]):
        cut = doc[i].text == ";" or (doc[i].lower_ in ("but", "while", "whereas") and n and doc[i - 1].text == ",")
        if cut and not quoted[i]:
            break
        kept.append(i)
    return _trimmed(doc, kept)
