"""A case built by hand over the demonstration reports of ``examples/``: every status, agreement and shape of value.

Spans are found by their words, so that the table of claims below can be read beside the reports. Events are put
together here with the plainest rule (equal values are one alternative); what is tested is how they are shown.
"""

from __future__ import annotations

import email
import json
from email import policy
from pathlib import Path
from typing import Any

import msgspec

from muster.record import (
    Agreement,
    Alternative,
    Attribute,
    Attribution,
    Boilerplate,
    BoilerplateKind,
    CaseRecord,
    Claim,
    Comparator,
    DateBasis,
    Event,
    EventPlace,
    EventWhen,
    Origin,
    Participant,
    Place,
    Precision,
    Published,
    Quantity,
    QuantityKind,
    Report,
    Role,
    Span,
    Status,
    Trigger,
    When,
    check_claim,
)

FOLDER = Path(__file__).parents[2] / "examples" / "border-drills-2021"
NOTICE = "Demonstration text written for muster; not a news report."

# file: outlet, day, basis, agencies
REPORTS: dict[str, tuple[str, str | None, DateBasis, tuple[str, ...]]] = {
    "01-amu-ledger.txt": ("The Amu Ledger", "2021-07-06", DateBasis.HEADER, ()),
    "02-steppe-dispatch-2021-07-10.txt": ("Steppe Dispatch", "2021-07-10", DateBasis.HEADER, ()),
    "04-kabul-river-times-2021-07-16.txt": ("Kabul River Times", "2021-07-16", DateBasis.HEADER, ()),
    "05-meridian-mirror-2021-07-26.txt": ("Meridian Mirror", "2021-07-26", DateBasis.HEADER, ("Oxus News Agency",)),
    "06-harbour-and-hill-post.txt": ("Harbour & Hill Post", "2021-07-27", DateBasis.HEADER, ("Oxus News Agency",)),
    "07-silk-road-monitor.json": ("Silk Road Monitor", "2021-07-30", DateBasis.METADATA, ()),
    "08-frontier-brief.eml": ("Frontier Brief", "2021-08-02", DateBasis.METADATA, ()),
    "09-pamir-courier-2021-08-06.txt": ("Pamir Courier", "2021-08-06", DateBasis.HEADER, ()),
    "10-amu-ledger-drills-end.txt": ("The Amu Ledger", "2021-08-10", DateBasis.CASE, ()),
}
APPEALS = {"06-harbour-and-hill-post.txt": ("Read more about:", BoilerplateKind.RELATED)}

# name: country, lat, lon
PLACES: dict[str, tuple[str | None, float | None, float | None]] = {
    "Kharb-Maidon": ("TJ", 37.63, 68.6),
    "Termez": ("UZ", 37.224, 67.278),
    "Shir Khan Bandar": ("AF", 37.19, 68.62),
    "Badakhshan": ("AF", 36.73, 70.81),
    "Spin Boldak": ("AF", 31.005, 66.4),
    "Kunduz": ("AF", 36.729, 68.857),
    "Aibak": ("AF", 36.265, 68.016),
    "Sheberghan": ("AF", 36.667, 65.753),
    "Kabul": ("AF", 34.528, 69.172),
    "Moscow": ("RU", 55.752, 37.616),
    "Lyaur range": ("TJ", None, None),
    "Hairatan": ("AF", 37.216, 67.417),
    "Afghanistan": ("AF", 33.0, 66.0),
    "Tajikistan": ("TJ", 38.9, 71.0),
}

AUG_5_10 = ("2021-08-05", "2021-08-10", "day")
TERMEZ = ("2021-07-30", "2021-08-10", "day")
RU_MOD, CMD = "Russian Ministry of Defence", "Central Military District"

# (event, report number, type, status, sentence beginning, trigger, slots). A slot value is "Name" or "Name=its words".
CLAIMS: list[tuple[str, str, str, str, str, str, dict[str, Any]]] = [
    ("crossing", "01", "displace", "done", "KHOROG - Tajikistan let", "let", {
        "actors": ["Afghan soldiers"], "recipients": ["Taliban=the Taliban"],
        "when": ("on Monday", "2021-07-05", "2021-07-05", "day"),
        "where": ["Badakhshan=Badakhshan province", "Tajikistan"],
        "q": [("displaced", 1037, "exact", "soldiers", "1,037 Afghan soldiers")],
        "said": [("speaker", "Tajik border guard service", "the country's border guard service")]}),
    ("shirkhan", "01", "capture", "done", "It was the largest such crossing", "captured", {
        "actors": ["Taliban=the Taliban"], "when": ("22 June", "2021-06-22", "2021-06-22", "day"),
        "where": ["Shir Khan Bandar=Shir Khan Bandar crossing"]}),
    ("mobilise", "01", "deploy", "planned", "President Emomali Rahmon ordered", "mobilisation", {
        "actors": ["Tajikistan=President Emomali Rahmon"],
        "q": [("personnel", 20000, "exact", "reservists", "20,000 reservists")],
        "said": [("speaker", "Tajik presidential press office", "his press office")]}),
    ("counter", "01", "offensive", "planned", "In Kabul, National Security", "counter-offensive", {
        "actors": ["Afghanistan=government forces"],
        "said": [("speaker", "Hamdullah Mohib", "Hamdullah Mohib")]}),
    ("control", "02", "control", "ongoing", "MOSCOW - The Taliban hold 85", "hold", {
        "actors": ["Taliban=The Taliban"], "where": ["Afghanistan=Afghan territory"],
        "q": [("share", 0.85, "exact", "Afghan territory", "85 percent of Afghan territory")],
        "said": [("speaker", "Taliban", "a delegation of the movement")]}),
    ("control", "02", "control", "denied", "The Afghan government dismissed", "figure", {
        "said": [("speaker", "Afghanistan", "The Afghan government")]}),
    ("border", "02", "control", "ongoing", "Russia's Foreign Ministry said on Friday", "controlled", {
        "actors": ["Taliban=the Taliban"], "where": ["Tajikistan"],
        "q": [("share", 0.6667, "about", "the border", "about two-thirds of the border")],
        "said": [("speaker", "Russian Foreign Ministry", "Russia's Foreign Ministry")]}),
    ("pakistan", "04", "accuse", "done", "Afghan Vice President Amrullah", "accused", {
        "actors": ["Amrullah Saleh"], "recipients": ["Pakistan"],
        "when": ("on Thursday", "2021-07-15", "2021-07-15", "day")}),
    ("airsupport", "04", "supply", "done", "Afghan Vice President Amrullah", "giving", {
        "actors": ["Pakistan"], "recipients": ["Taliban=the Taliban"], "where": ["Spin Boldak"],
        "said": [("speaker", "Amrullah Saleh", "Amrullah Saleh")]}),
    ("airsupport", "04", "supply", "denied", "Pakistan's Foreign Ministry denied", "accusation", {
        "said": [("speaker", "Pakistan Foreign Ministry", "Pakistan's Foreign Ministry")]}),
    ("spin", "04", "capture", "done", "Afghan Vice President Amrullah", "captured", {
        "actors": ["Taliban=the insurgents"], "where": ["Spin Boldak"],
        "when": ("on Wednesday", "2021-07-14", "2021-07-14", "day")}),
    ("spin", "04", "capture", "denied", "The Interior Ministry in Kabul", "fallen", {
        "said": [("speaker", "Afghan Interior Ministry", "The Interior Ministry")]}),
    ("retake", "04", "capture", "possible", "Afghan commandos may try", "retake", {
        "actors": ["Afghan commandos"], "where": ["Spin Boldak=the crossing"],
        "when": ("in the coming days", "2021-07-16", "2021-07-22", "week"),
        "said": [("speaker", "police officer in Kandahar", "a police officer in Kandahar")]}),
    ("drill", "05", "exercise", "planned", "MOSCOW, July 26 (Oxus", "exercises", {
        "actors": ["Russia=Russian", "Tajikistan=Tajik", "Uzbekistan=Uzbek"],
        "when": ("from August 5 to 10", *AUG_5_10),
        "where": ["Kharb-Maidon=Kharb-Maidon training ground"],
        "said": [("speaker", RU_MOD, "Russia's Defence Ministry"),
                 ("agency", "Oxus News Agency", "Oxus News Agency")]}),
    ("drill", "05", "exercise", "planned", "About 1,000 soldiers", "take part", {
        "q": [("personnel", 1000, "about", None, "About 1,000 soldiers")],
        "said": [("speaker", RU_MOD, "the ministry"), ("agency", "Oxus News Agency", None)]}),
    ("scenario", "05", "attack", "simulated", "They will rehearse", "destruction", {
        "recipients": ["illegal armed groups"],
        "said": [("speaker", "Alexander Lapin", "Alexander Lapin")]}),
    ("drill", "06", "exercise", "planned", "MOSCOW - Russian, Tajik", "exercises", {
        "actors": ["Russia=Russian", "Tajikistan=Tajik", "Uzbekistan=Uzbek"],
        "when": ("from August 5 to 10", *AUG_5_10),
        "where": ["Kharb-Maidon=Kharb-Maidon training ground"],
        "said": [("speaker", RU_MOD, "Russia's Defence Ministry"), ("agency", "Oxus News Agency", None)]}),
    ("termez", "07", "exercise", "ongoing", "TERMEZ - Russia and Uzbekistan", "exercise", {
        "actors": ["Russia", "Uzbekistan"], "where": ["Termez=Termez training ground"],
        "when": ("on Friday", "2021-07-30", "2021-07-30", "day")}),
    ("termez", "07", "exercise", "ongoing", "Some 1,500 soldiers and", "involved", {
        "q": [("personnel", 1500, "about", None, "Some 1,500 soldiers"),
              ("equipment", 200, "about", "pieces of hardware", "about 200 pieces of hardware")],
        "said": [("speaker", "Uzbek Ministry of Defence", "Uzbekistan's Defence Ministry")]}),
    ("termez", "07", "exercise", "planned", "The manoeuvres in Surkhandarya", "manoeuvres", {
        "when": ("until 10 August", "2021-07-30", "2021-08-10", "day")}),
    ("scenario2", "07", "attack", "simulated", "In the second, the two armies", "raid", {
        "actors": ["militants"], "said": [("speaker", "Russian military", None), ("agency", "TASS", None)]}),
    ("drill", "08", "exercise", "planned", "Russia has raised its contingent", "exercise", {
        "actors": ["Russia"], "q": [("personnel", 1800, "exact", None, "1,800 soldiers")],
        "where": ["Tajikistan"], "said": [("speaker", CMD, "the Central Military District")]}),
    ("drill", "08", "exercise", "planned", "More than 2,500 servicemen", "servicemen", {
        "q": [("personnel", 2500, "more_than", None, "More than 2,500 servicemen"),
              ("equipment", 500, "at_most", "vehicles", "up to 500 vehicles")],
        "where": ["Kharb-Maidon=Harb Maidon range"], "when": ("from 5 August", "2021-08-05", None, "day"),
        "said": [("speaker", CMD, "the district"), ("medium", "statement", "statement"),
                 ("agency", "Interfax", "Interfax")]}),
    ("warning", "08", "warn", "done", "Russian Defence Minister Sergei", "warned", {
        "actors": ["Sergei Shoigu"], "recipients": ["Islamic State"]}),
    ("drill", "09", "exercise", "ongoing", "A joint exercise of Russia", "exercise", {
        "actors": ["Russia", "Tajikistan", "Uzbekistan"], "when": ("on Thursday", "2021-08-05", "2021-08-05", "day"),
        "where": ["Kharb-Maidon=Harb-Maidon"]}),
    ("drill", "09", "exercise", "ongoing", "Russia's Central Military District put", "number", {
        "q": [("personnel", 2500, "exact", None, "2,500")],
        "said": [("speaker", CMD, "Russia's Central Military District")]}),
    ("drill", "09", "exercise", "ongoing", "Nigora Safar of the Pamir", "were on the range", {
        "q": [("personnel", 2000, "at_most", None, "no more than 2,000 soldiers")],
        "said": [("speaker", "Nigora Safar", "Nigora Safar")]}),
    ("tanks", "09", "deploy", "done", "Russian tanks drove 200", "drove", {
        "actors": ["Russia=Russian"], "where": ["Lyaur range"],
        "q": [("distance", 200, "exact", None, "200 kilometres")],
        "said": [("speaker", CMD, "the district")]}),
    ("mock", "09", "attack", "simulated", "During the first episode", "attacked", {"recipients": ["terrorists"]}),
    ("sheberghan", "09", "capture", "done", "The Taliban captured most of", "captured", {
        "actors": ["Taliban=The Taliban"], "where": ["Sheberghan=Sheberghan's suburbs"],
        "when": ("on Thursday", "2021-08-05", "2021-08-05", "day"),
        "said": [("speaker", "two residents", "two residents")]}),
    ("sheberghan", "09", "capture", "denied", "The provincial governor denied", "denied", {
        "said": [("speaker", "provincial governor", "The provincial governor")]}),
    ("drill", "10", "exercise", "done", "KHARB-MAIDON - The armies", "exercise", {
        "actors": ["Russia", "Tajikistan", "Uzbekistan"], "when": ("on Tuesday", "2021-08-10", "2021-08-10", "day"),
        "where": ["Kharb-Maidon=Kharb-Maidon range"]}),
    ("drill", "10", "exercise", "done", "The 2,500 soldiers had trained", "trained", {
        "q": [("personnel", 2500, "exact", None, "2,500 soldiers"), ("duration", 6, "exact", None, "six days")],
        "said": [("speaker", RU_MOD, "Russia's Defence Ministry")]}),
    ("termez", "10", "exercise", "done", "Separately, Russia and Uzbekistan", "exercise", {
        "actors": ["Russia", "Uzbekistan"], "where": ["Termez"],
        "when": ("the same day", "2021-08-10", "2021-08-10", "day"),
        "said": [("agency", "TASS", "TASS")]}),
    ("kunduz", "10", "capture", "done", "The Taliban captured the city", "captured", {
        "actors": ["Taliban=The Taliban"], "where": ["Kunduz"],
        "when": ("on Sunday, 8 August", "2021-08-08", "2021-08-08", "day")}),
    ("aibak", "10", "capture", "done", "The Taliban captured the city", "captured", {
        "actors": ["Taliban=The Taliban"], "where": ["Aibak"],
        "when": ("on Monday", "2021-08-09", "2021-08-09", "day")}),
    ("displaced", "10", "displace", "ongoing", "The UN says that about", "displaced", {
        "actors": ["Afghans"], "q": [("displaced", 390000, "about", "Afghans", "about 390,000 Afghans")],
        "when": ("this year", "2021-01-01", "2021-12-31", "year"), "said": [("speaker", "United Nations", "The UN")]}),
    ("bridge", "10", "sanction", "possible", "If the Taliban reach", "close", {
        "actors": ["Uzbekistan"], "where": ["Hairatan"],
        "said": [("speaker", "customs officer in Termez", "a customs officer in Termez")]}),
    ("second", "10", "exercise", "cancelled", "A second exercise that", "cancelled", {
        "when": ("September", "2021-09-01", "2021-09-30", "month"),
        "said": [("speaker", "Nigora Safar", "Nigora Safar")]}),
]  # fmt: skip

# event: (status, agreement of its attributes where the values are not equal)
VERDICTS: dict[str, tuple[str, dict[str, str]]] = {
    "drill": ("done", {"personnel": "disputed", "status": "updated", "when": "compatible", "where": "compatible"}),
    "termez": ("done", {"status": "updated", "when": "compatible"}),
    "spin": ("done", {"status": "disputed"}),
    "sheberghan": ("done", {"status": "disputed"}),
    "airsupport": ("done", {"status": "disputed"}),
    "control": ("ongoing", {"status": "disputed"}),
}
PART_OF = {"scenario": "drill", "mock": "drill", "tanks": "drill", "scenario2": "termez"}


def drills() -> CaseRecord:
    """The case."""
    reports = {name[:2]: _report(name) for name in REPORTS}
    claims: dict[str, list[Claim]] = {}
    numbers: dict[str, int] = {}
    for event, number, type_, status, sentence, trigger, slots in CLAIMS:
        numbers[number] = numbers.get(number, 0) + 1
        claim = _claim(reports[number], f"c{numbers[number]}", type_, status, sentence, trigger, slots)
        claims.setdefault(event, []).append(claim)
    origins = _origins(reports, [claim for found in claims.values() for claim in found])
    return CaseRecord(
        reports=tuple(reports.values()),
        claims=tuple(sorted((c for found in claims.values() for c in found), key=lambda c: (c.report, int(c.id[1:])))),
        origins=origins,
        events=tuple(_event(name, found, reports, origins) for name, found in claims.items()),
    )


def many(copies: int) -> CaseRecord:
    """The case ``copies`` times over, each copy with names of its own: 9 reports, 39 claims and 23 events a copy."""
    one, change = drills(), msgspec.structs.replace

    def keys(names: tuple[str, ...], n: int) -> tuple[str, ...]:
        return tuple(name.replace("r-", f"r-{n}x") for name in names)

    def event(e: Event, n: int) -> Event:
        attributes = tuple(
            change(a, alternatives=tuple(change(v, claims=keys(v.claims, n)) for v in a.alternatives))
            for a in e.attributes
        )
        part_of = f"{e.part_of}-{n}" if e.part_of else None
        return change(e, id=f"{e.id}-{n}", claims=keys(e.claims, n), attributes=attributes, part_of=part_of)

    return CaseRecord(
        reports=tuple(change(r, id=keys((r.id,), n)[0]) for n in range(copies) for r in one.reports),
        claims=tuple(change(c, report=keys((str(c.report),), n)[0]) for n in range(copies) for c in one.claims),
        origins=tuple(
            change(o, id=f"{o.id}-{n}", claims=keys(o.claims, n)) for n in range(copies) for o in one.origins
        ),
        events=tuple(event(e, n) for n in range(copies) for e in one.events),
    )


def _text(name: str) -> tuple[str, str]:
    """Title and text."""
    data = (FOLDER / name).read_bytes()
    raw = data.decode("utf-8")
    if name.endswith(".json"):
        fields = json.loads(raw)
        return fields["title"], fields["text"]
    if name.endswith(".eml"):
        message = email.message_from_bytes(data, policy=policy.default)
        return str(message["Subject"]), str(message.get_content())
    lines = [line for line in raw.splitlines() if len(line) > 35 and "  " not in line and "|" not in line]
    return lines[0], raw


def _report(name: str) -> Report:
    outlet, day, basis, agencies = REPORTS[name]
    title, text = _text(name)
    stretches = []
    if name in APPEALS:
        words, kind = APPEALS[name]
        start, middle = text.index(words), text.index("Good reporting")
        stretches = [
            Boilerplate(start=0, end=text.index("Joint drills"), kind=BoilerplateKind.NAVIGATION),
            Boilerplate(start=start, end=middle, kind=kind),
            Boilerplate(start=middle, end=text.index("©"), kind=BoilerplateKind.APPEAL),
        ]
    notice = text.index(NOTICE) + len(NOTICE)
    stretches.append(Boilerplate(start=text.index("©"), end=notice, kind=BoilerplateKind.DISCLAIMER))
    return Report(
        id=f"r-{name[:2]}",
        source=f"examples/border-drills-2021/{name}",
        text=text,
        title=title,
        outlet=outlet,
        agencies=agencies,
        published=Published(from_=day, to=day, basis=basis),
        boilerplate=tuple(stretches),
    )


def _claim(
    report: Report, id_: str, type_: str, status: str, sentence: str, trigger: str, slots: dict[str, Any]
) -> Claim:
    text = report.text
    start = text.index(sentence)
    stops = [stop + 1 for mark in (".\n", ". ") if (stop := text.find(mark, start + len(sentence))) > 0]
    end = min(stops)

    def span(words: str | None) -> dict[str, Any]:
        if words is None:
            return {}
        # Words that stand in the sentence, else those nearest before it ("the district").
        at = text.find(words, start, end)
        at = at if at >= 0 else text.rfind(words, 0, end)
        assert at >= 0, f"{report.source}: {words!r} is not in or before {text[start:end]!r}"
        return {"text": words, "start": at, "end": at + len(words)}

    def named(entry: str) -> tuple[str, dict[str, Any]]:
        name, _, words = entry.partition("=")
        return name, span(words or name)

    when = None
    if "when" in slots:
        words, first, last, precision = slots["when"]
        when = When(from_=first, to=last, precision=Precision(precision), **span(words))
    places = []
    for name, found in map(named, slots.get("where", [])):
        country, lat, lon = PLACES[name]
        places.append(Place(name=name, country=country, lat=lat, lon=lon, **found))
    claim = Claim(
        id=id_,
        type=type_,
        status=Status(status),
        trigger=Trigger(**span(trigger)),
        evidence=Span(start=start, end=end),
        actors=tuple(Participant(name=name, **found) for name, found in map(named, slots.get("actors", []))),
        recipients=tuple(Participant(name=name, **found) for name, found in map(named, slots.get("recipients", []))),
        when=when,
        where=tuple(places),
        quantities=tuple(
            Quantity(kind=QuantityKind(kind), value=value, comparator=Comparator(comparator), of=of, **span(words))
            for kind, value, comparator, of, words in slots.get("q", [])
        ),
        attribution=tuple(
            Attribution(name=name, role=Role(role), **span(words)) for role, name, words in slots.get("said", [])
        ),
        report=report.id,
    )
    check_claim(claim, report)
    return claim


def _speaker(claim: Claim, reports: dict[str, Report]) -> str:
    found = {a.role: a.name for a in reversed(claim.attribution)}
    outlet = reports[str(claim.report)[2:]].outlet or "?"
    return found.get(Role.SPEAKER) or found.get(Role.AGENCY) or outlet


def _origins(reports: dict[str, Report], claims: list[Claim]) -> tuple[Origin, ...]:
    by_name: dict[str, list[Claim]] = {}
    for claim in claims:
        by_name.setdefault(_speaker(claim, reports), []).append(claim)
    return tuple(
        Origin(
            id=f"o{n}",
            name=name,
            claims=tuple(c.key for c in found),
            outlets=tuple(dict.fromkeys(reports[str(c.report)[2:]].outlet or "?" for c in found)),
        )
        for n, (name, found) in enumerate(by_name.items(), 1)
    )


def _values(claim: Claim) -> list[tuple[str, Any]]:
    values: list[tuple[str, Any]] = [("status", claim.status.value)]
    if claim.when:
        values.append(
            ("when", {"from": claim.when.from_, "to": claim.when.to, "precision": claim.when.precision.value})
        )
    values += [("where", {"name": p.name, "country": p.country, "lat": p.lat, "lon": p.lon}) for p in claim.where]
    values += [("actor", p.name) for p in claim.actors] + [("recipient", p.name) for p in claim.recipients]
    for q in claim.quantities:
        value = {"value": q.value, "comparator": q.comparator.value, **({"of": q.of} if q.of else {})}
        values.append((q.kind.value, value))
    return values


def _event(name: str, claims: list[Claim], reports: dict[str, Report], origins: tuple[Origin, ...]) -> Event:
    status, verdicts = VERDICTS.get(name, (claims[0].status.value, {}))
    origin_of = {key: origin.id for origin in origins for key in origin.claims}
    gathered: dict[str, list[tuple[Any, list[str]]]] = {}
    for claim in claims:
        for attribute, value in _values(claim):
            known = gathered.setdefault(attribute, [])
            keys = next((keys for other, keys in known if other == value), None)
            if keys is None:
                known.append((value, [claim.key]))
            else:
                keys.append(claim.key)
    day_of = {r.id: r.published.from_ for r in reports.values()}
    attributes = tuple(
        Attribute(
            name=attribute,
            agreement=Agreement(verdicts.get(attribute, "single" if len(known) == 1 else "compatible")),
            alternatives=tuple(
                Alternative(
                    value=value,
                    claims=tuple(keys),
                    origins=tuple(dict.fromkeys(origin_of[key] for key in keys)),
                    first_reported=min(filter(None, (day_of[key.split("/")[0]] for key in keys)), default=None),
                )
                for value, keys in known
            ),
        )
        for attribute, known in gathered.items()
    )
    days = [day for claim in claims if claim.when for day in (claim.when.from_, claim.when.to) if day]
    precision = claims[0].when.precision if claims[0].when else Precision.DAY
    when = EventWhen(from_=min(days), to=max(days), precision=precision) if days else None
    places = dict.fromkeys(
        EventPlace(name=p.name, country=p.country, lat=p.lat, lon=p.lon) for c in claims for p in c.where
    )
    actors = tuple(dict.fromkeys(p.name for c in claims for p in c.actors))
    return Event(
        id=f"e-{name}",
        type=claims[0].type,
        title=f"{', '.join(actors) or 'Unknown'}: {claims[0].type}"
        + (f", {next(iter(places)).name}" if places else ""),
        status=Status(status),
        claims=tuple(c.key for c in claims),
        actors=actors,
        recipients=tuple(dict.fromkeys(p.name for c in claims for p in c.recipients)),
        when=when,
        where=tuple(places),
        attributes=attributes,
        reports=len({c.report for c in claims}),
        outlets=len({reports[str(c.report)[2:]].outlet for c in claims}),
        origins=tuple(dict.fromkeys(origin_of[c.key] for c in claims)),
        part_of=f"e-{PART_OF[name]}" if name in PART_OF else None,
    )
