"""Lists of words that naming themes rests on, by language."""

from __future__ import annotations

from collections.abc import Mapping

Lists = Mapping[str, frozenset[str]]


def _set(block: str) -> frozenset[str]:
    return frozenset(block.split())


# Determiners and prepositions: what follows them, and ends a phrase, is a noun.
BEFORE_NOUN: Lists = {
    "sv": _set(
        """alla av både den denna deras dessa detta din dina ditt en er era ert ett från för genom hans hennes
        hos i inga ingen inget kring med mellan min mina mitt mot någon något några nån nåra nåt om på samma
        sin sina sitt till under utan varje vilka vilken vilket vår våra vårt"""
    ),
    "en": _set(
        """a about against all an any at between both by each every for from her his in into its my no of on
        our some the their these this those through with without your"""
    ),
}
# After these comes a verb, an adjective or an adverb.
BEFORE_VERB: Lists = {
    "sv": _set(
        """aldrig att bara blev blir de dom du fick får ganska hade han har hon inte jag jätte kan kunde kunna
        lite man mycket måste ni ska skulle som så var vi vilja vill ville väldigt är"""
    ),
    "en": _set(
        """are be been being can could did do does don't had has have he i is it just may might more must never
        not quite really shall she should so they to too very was we were who will would you"""
    ),
}
# Words that say nothing in a heading or as key words, nouns and what is easily taken for one.
VAGUE: Lists = {
    "sv": _set(
        """alldeles alls allt alltihop allting anledning annars ansikte antal april arton augusti avsatt avsett
        bakom ben billig bit bord borta bredvid bror början dag december del direkt distans dum dygn dyr
        dålig dörr eftermiddag efteråt egen elva emot ena enda exempel faktisk fall far fatta februari fel
        femte femtio femton fin fjorton fjärde folk fort fot framför fredag fru fråga fyrtio fönster
        förmiddag förr först förut gammal god grad grej gubbe gumma gång halv halva halvtimme halvår hand
        handla hel helg heller hemifrån hundra hus huvud hälft hända håg håll höra höst idag igår ihop
        imorgon ingen ingenting inget inne januari jul juli juni karl kille kilo kilometer klar klocka knä
        konstig kort krona kropp kvar kvinna kväll känsla liter liv lov läge länge lång lördag maj mamma man
        mars mening meter mil miljon minnas minut mitten mor morgon mun mä människa mån månad måndag möjlig
        namn natt nere nio nitton noll november nummer ny nästa nästan någon någonting oktober olik olika
        onsdag ord pappa papper par person prata problem procent rad rest resten riktig rum runt rätt sak
        sann sant sekund sen senare september sex sextio sexton sida situation sju sjutton skillnad skull
        slag slut snäll sommar sort stol stund stycke ställe svar syster säker säkert sämre särskild
        särskilt sätt söndag tala tanke tid timme ting tio tisdag tjej tjugo tolv toppen torsdag tredje
        trettio tretton tusen tusenlapp typ tänka undra ung uppe ute vad-som-helst vanlig varenda vecka
        vinter vis vän värld vår ändå ärlig år åtta öga överallt"""
    ),
    "en": _set(
        """able afternoon answer anything april august bad basically bit bunch case certain couple day december
        definitely difference different door end especially evening everything example eye fact february
        first foot friday good guy half hand happen head hear honest hour hundred idea interesting january
        july june kind later long look lot man march million minute moment monday month morning name new
        next night nothing november number obviously october old part people percent person place point
        possible pretty problem question reason remember rest room saturday second september short side
        single situation something sorry sort start stuff sunday sure talk tell thing thousand thursday time
        true try trying tuesday type use using usually way wednesday week whole woman wonder word world year"""
    ),
}
# Prepositions that join two nouns in a phrase (`tider på förskolan`).
LINKS: Lists = {
    "sv": _set("""från för hos i med mellan om på till utan"""),
    "en": _set("""at between for from in of on to with"""),
}
# Words without a topic that may still begin a phrase (`första dagen`).
ORDINALS: Lists = {
    "sv": _set("""andra egna flera första många nya olika sista tredje"""),
    "en": _set("""different first last many more new other own second several third"""),
}
# Words that add nothing when they begin a phrase.
NO_QUALIFIERS: Lists = {
    "sv": _set(
        """bra där ena enda fem fyra förra gamla halva hela här lilla liten nio nästa riktig riktiga sex sju
        själva små stor stora sådan sådana sån såna tio tre två vanlig vanliga viss vissa åtta"""
    ),
    "en": _set(
        """bad big certain five four good great little next nice real right same six small ten three two whole"""
    ),
}
