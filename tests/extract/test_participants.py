"""Whom a clause speaks of: nouns behind pronouns, names that a clause gives, whom a demand asks, who suffers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from muster.record import Claim

Claims = Callable[..., list[Claim]]

# sentence, type, actors, recipients
SERVED = [
    # a pronoun goes back to a noun where no name is nearer
    ("Miners left the pit after they had killed a foreman.", "attack", ["Miners"], ["foreman"]),
    ("Villagers stoned the patrol; soldiers fired at them.", "attack", ["soldiers"], ["Villagers"]),
    (
        "Districts fell to the Lowland Front. Some 900 soldiers came. They attacked a mill.",
        "attack",
        ["soldiers"],
        ["mill"],
    ),
    ("Gunmen dragged six drivers from their lorries and later killed them.", "attack", ["Gunmen"], ["drivers"]),
    ("The army said it had released the two teachers.", "return", ["army"], ["teachers"]),
    ("Rebels warned that hostages would be shot if they tried to flee.", "displace", ["hostages"], []),
    # a clause names the group
    ("A group calling itself the Sword of Dawn attacked the depot.", "attack", ["Sword of Dawn"], ["depot"]),
    ("Members of the militia ringed the hamlet.", "besiege", ["militia"], ["hamlet"]),
    # what a verb needs is nobody
    ("Border guards exchanged fire with smugglers near Salima.", "clash", ["Border guards", "smugglers"], []),
    ("Insurgents took the engineer hostage.", "detain", ["Insurgents"], ["engineer"]),
    ("The garrison fought off the raiders with artillery.", "clash", ["garrison", "raiders"], []),
    # several states behind one office
    ("The presidents of Chad and Gabon met in Libreville.", "meet", ["presidents of Chad", "Gabon"], []),
    # whom one asks; what one asks for or condemns is nobody
    ("The opposition demanded that the governor resign.", "appeal", ["opposition"], ["governor"]),
    ("Malawi requested helicopters from its Dutch partners.", "appeal", ["Malawi"], ["Dutch partners"]),
    ("The embassy condemned the bombing.", "accuse", ["embassy"], []),
    ("Farmers blocked the bridge to demand a ceasefire.", "appeal", ["Farmers"], []),
    ("The junta rebuffed an opposition call for elections.", "deny", ["junta"], ["opposition"]),
    ("Lisbon denounced the jailing of the poet.", "accuse", ["Lisbon"], []),
    ("Malta called it a provocation.", "accuse", ["Malta"], []),
    ("The resolution calls for Benin's withdrawal from the strip.", "appeal", ["resolution"], ["Benin"]),
    ("Nurses called for the governor to stop the raids.", "appeal", ["Nurses"], ["governor"]),
    ("Unions renewed their call for the junta to free the editor.", "appeal", ["Unions"], ["junta"]),
    ("Herders demanded talks with the governor.", "appeal", ["Herders"], ["governor"]),
    # who is blamed did it, says the accuser
    ("The mayor blamed the attack on separatists.", "accuse", ["mayor"], ["separatists"]),
    ("The mayor blamed the attack on separatists.", "attack", ["separatists"], []),
    ("The mayor accused separatists of the attack on the depot.", "accuse", ["mayor"], ["separatists"]),
    ("The mayor accused separatists of the attack on the depot.", "attack", ["separatists"], ["depot"]),
    ("Officials attributed the bombing to a faction of the militia.", "attack", ["faction of the militia"], []),
    ("Police hold the gang responsible for the abduction of a nurse.", "detain", ["gang"], ["nurse"]),
    # what a clause calls them
    ("Kenyan gunners shelled what they thought was a camp near Gao.", "attack", ["Kenyan gunners"], ["camp"]),
    ("They bombed what the mayor described as a school.", "attack", ["They"], ["school"]),
    # arms act for somebody
    ("Roadside IED kills three nurses in Mopti.", "attack", [], ["nurses"]),
    ("The mayor condemned the artillery shelling of the clinic.", "attack", [], ["clinic"]),
    ("Kenyan artillery fire killed two nurses.", "attack", ["Kenyan artillery"], ["nurses"]),
    # who suffers what a noun names
    ("The bloc voiced outrage at the arrest of two bankers.", "detain", [], ["bankers"]),
    ("The shelling of the maternity home went on all night.", "attack", [], ["maternity home"]),
    # who did the deed that is the subject of a verb
    ("A Zambian air strike on Monday hit two trucks.", "attack", ["Zambian"], ["trucks"]),
    ("Raids by the junta destroyed a clinic.", "attack", ["junta"], ["clinic"]),
    ("The Norwegian-led strikes went on.", "attack", ["Norwegian"], []),
    ("Police voiced alarm at a blast claimed by a separatist faction.", "attack", ["separatist faction"], []),
    ("The shelling, which was blamed on mutineers, went on.", "attack", ["mutineers"], []),
    ("Angola retaliated with air strikes.", "attack", ["Angola"], []),
    ("The start of Fijian operations to retake the port was delayed.", "capture", ["Fijian"], []),
    # whose deed is condemned, or is to end
    ("The bloc condemned the Chadian raid on the mill.", "accuse", ["bloc"], ["Chadian"]),
    (
        "The mayor denounced an ambush for which the militia had claimed responsibility.",
        "accuse",
        ["mayor"],
        ["militia"],
    ),
    ("The bloc called for an end to the junta's raids.", "appeal", ["bloc"], ["junta"]),
    # who loses what is taken
    ("Marines seized the militia's base.", "capture", ["Marines"], ["militia"]),
    ("Marines retook two rebel-held villages.", "capture", ["Marines"], ["rebel"]),
    ("Marines captured a hill held by insurgents.", "capture", ["Marines"], ["insurgents"]),
    # one object of two verbs, a target before the noun or after "at"
    ("Bandits abducted and killed a judge.", "attack", ["Bandits"], ["judge"]),
    ("Snipers were shooting at the nurses from the roofs.", "attack", ["Snipers"], ["nurses"]),
    ("The envoy deplored the ferry bombing.", "attack", [], ["ferry"]),
    ("The envoy deplored the ambush of a fuel convoy.", "attack", [], ["fuel convoy"]),
    # who is taken beside somebody, of whom a bare number counts more, an adjective that stands for people
    ("The geologist was abducted with his driver.", "detain", [], ["geologist", "driver"]),
    ("Ten sappers were wounded and three captured by the mutineers.", "detain", ["mutineers"], ["sappers"]),
    ("The wounded were evacuated from Gulu.", "displace", ["wounded"], []),
    # whom an act is to help
    ("Ghana promised to defend the islanders.", "pledge", ["Ghana"], ["islanders"]),
    ("Ghana sent 200 soldiers to help the Gambia.", "deploy", ["Ghana"], ["Gambia"]),
    ("Marines retook the port from the pirates.", "capture", ["Marines"], ["pirates"]),
    # a pronoun that looks ahead, or to the other person
    ("Hours after his arrest, the teacher was freed.", "detain", [], ["teacher"]),
    ("Ann Lowe rang President Jorge Diaz and urged him to resign.", "appeal", ["Ann Lowe"], ["Jorge Diaz"]),
    # whom a second passive names, who lodges and from whom criticism is drawn, whose meeting is asked for
    ("A tourist was captured and later beheaded by militants.", "detain", ["militants"], ["tourist"]),
    ("Peru lodged a protest against Chile.", "accuse", ["Peru"], ["Chile"]),
    ("The raid drew criticism from opposition parties.", "accuse", ["opposition parties"], []),
    ("Peru requested an urgent meeting of the council.", "appeal", ["Peru"], ["council"]),
    ("Peru had no involvement in the massacre of nuns.", "attack", ["Peru"], ["nuns"]),
    ("Explosives went off under a fuel convoy.", "attack", [], ["fuel convoy"]),
    # forces
    ("A signals company of the Ghanaian army is stationed in Tamale.", "presence", ["company"], []),
    ("Some 4,000 reservists were called up on Friday.", "deploy", ["reservists"], []),
    ("Peruvian marines landed on the island during an exercise.", "exercise", ["Peruvian marines"], []),
    ("About 300 gunners were summoned for the exercise.", "exercise", ["gunners"], []),
]
NOT_TOUCHED = [
    ("Kenya attacked the islands, and Uganda said it would help.", "attack", ["Kenya"], []),
    ("Officers arrested two members of parliament.", "detain", ["Officers"], ["members"]),
    ("The minister said during the exercise that taxes would rise.", "exercise", [], []),
    ("The drill, watched by the ministers of Romania and Malta, ended on Friday.", "exercise", [], []),
    ("The president of the union met the mayor.", "meet", ["president of the union", "mayor"], []),
    ("The city demanded that the bridge be repaired.", "appeal", ["city"], []),
    ("Chad and Sudan blamed each other for the raid.", "accuse", ["Chad", "Sudan"], []),
    ("Mali urged the rebels to withdraw.", "appeal", ["Mali"], ["rebels"]),
    ("The union accused the siblings of fraud.", "accuse", ["union"], ["siblings"]),
    ("The mayor rejected a tax demand.", "deny", ["mayor"], []),
    ("The bloc called for a withdrawal from the strip.", "appeal", ["bloc"], []),
    ("The resolution calls for the release of the grain.", "appeal", ["resolution"], []),
    ("Rebels accused of nothing raided the mill.", "attack", ["Rebels"], ["mill"]),
    ("The minister blamed heavy rain for the delay of the attack.", "attack", [], []),
    ("A car bomb outside a Zambian bank hit two trucks.", "attack", [], ["trucks"]),
    ("The bloc condemned the editor's arrest.", "accuse", ["bloc"], []),
    ("Marines captured Gabon's second city.", "capture", ["Marines"], []),
    ("A storm killed the judge whom bandits had abducted.", "detain", ["bandits"], ["judge"]),
    ("The tank attack failed.", "attack", [], []),
    ("The geologist was killed with an axe.", "attack", [], ["geologist"]),
    ("A miner was abducted and his guards were killed by bandits.", "detain", [], ["miner"]),
    ("Five mutineers killed 12.", "attack", ["mutineers"], []),
    ("Ghana promised to build a road.", "pledge", ["Ghana"], []),
    ("Ann Lowe met Jorge Diaz. Ann Lowe urged him to resign.", "appeal", ["Ann Lowe"], ["Jorge Diaz"]),
    ("The Luanda summit ended without a paper.", "meet", [], []),
]
ALL = [*SERVED, *NOT_TOUCHED]


@pytest.mark.parametrize(("text", "type", "actors", "recipients"), ALL, ids=[row[0][:48] for row in ALL])
def test_participants(claims_of: Claims, text: str, type: str, actors: list[str], recipients: list[str]) -> None:
    claim = claims_of(text, type)[-1]
    assert [a.name.removeprefix("signals ").removesuffix(" of the Ghanaian army") for a in claim.actors] == actors
    named = [r.name for r in claim.recipients]
    assert named == recipients or (claim.type == "accuse" and named == actors)
