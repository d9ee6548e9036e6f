"""Words that speech is full of, by language: stop words, fillers, answers, spelling variants, lemma overrides.

The lists are our own: spaCy's Swedish stop words hold words of evaluation (*behöva*, *bättre*, *tidigare*) and no
fillers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of one language, all in lower case.

    `stop` are lemmas that carry no topic, `fillers` are left out between the words of a phrase, `answers` are what
    a bare yes consists of, `aside` words tell that a bracket is a transcriber's remark. `variants` gives the
    written form of a spoken one, `lemmas` the lemma where the lexicon is wrong or silent; the full stop after
    `abbreviations` and `hesitations` ends no sentence.
    """

    stop: frozenset[str]
    fillers: frozenset[str]
    answers: frozenset[str]
    aside: frozenset[str]
    abbreviations: frozenset[str]
    hesitations: frozenset[str]
    variants: Mapping[str, str]
    lemmas: Mapping[str, str]


def _words(block: str) -> frozenset[str]:
    return frozenset(block.split())


def _pairs(block: str) -> dict[str, str]:
    return dict(pair.split(">") for pair in block.split())


_ASIDE_SV = """skratt skrattar skratta paus ohörbart ohörbar suckar suck gråter gråt tystnad tyst hostar harklar
        talar pratar mun knackar knackning ringer telefonen dörren viskar nickar avbrott otydligt oklart
        mummel mumlar stör"""
_ASIDE_EN = """laugh laughs laughter laughing pause inaudible unintelligible crosstalk sigh sighs cries crying
        silence coughs cough overlapping talking whispers nods phone door unclear mumbles"""

_SV = Words(
    stop=_words("""jag du han hon den det vi ni de man en ett sig sin själv vem som vad vilken denna någon ingen all
        annan sådan samma egen vara ha bli komma få kunna ska vilja måste böra göra gå ta ge säga se stå
        sätta lägga låta finnas veta tycka tro och men eller för att om när då så där här hur varför medan
        fast eftersom än ju nog väl också även bara inte aldrig alltid av i på till från med utan under
        över vid mot mellan genom hos in ut upp ner bort fram tillbaka åt ur inom utom kring mycket lite
        många få flera mer mest helt hel ganska väldigt riktigt precis just nu sedan redan igen ännu
        kanske ja nej jo mm okej faktiskt egentligen liksom alltså typ liten stor båda varje ett två tre
        fyra fem dit hit hem varandra är var blir sak grej ens vart nej nä tja aha jaha oj ah åh eh öh hm
        hmm mhm va gärna bra ibland hemma efter före innan bland samt antingen både varken dock däremot
        därför nämligen ungefär cirka kring kanske hålla ligga sitta heta bruka börja fortsätta titta gång"""),
    fillers=_words(
        """eh öh ehm öhm äh hm hmm mm mhm liksom alltså typ ju väl då va nog ba bah asså vettu förresten åh
        oj aa"""
    ),
    answers=_words("""ja nej jo nä näe jaa joo japp jepp mm mhm hm okej ok jaha jaså aha precis exakt absolut visst
        javisst jovisst just det är så stämmer tack hej varsågod självklart klart kanske nja tja va förlåt
        då nejdå jodå"""),
    aside=_words(_ASIDE_SV),
    abbreviations=_words(
        "ca t.ex bl.a m.m o.s.v osv dvs d.v.s etc ex kl nr st tfn s.k f.d resp inkl exkl t.o.m fr.o.m p.g.a pga"
    ),
    hesitations=_words("eh öh ehm öhm äh hm hmm"),
    variants=_pairs(
        """nån>någon nåt>något nåra>några nånting>någonting nåting>någonting nånstans>någonstans
        nånsin>någonsin sån>sådan sånt>sådant såna>sådana dom>de dem>de sen>sedan asså>alltså altså>alltså
        å>och o>och e>är ä>är dä>det int>inte itte>inte ente>inte ja’>jag ja'>jag nä>nej näe>nej va>vad
        sa>sade la>lade säja>säga säjer>säger mej>mig dej>dig sej>sig me>med stan>staden dan>dagen
        dar>dagar mån>månader hörru>hör ba>bara bah>bara eftermiddan>eftermiddagen fredan>fredagen
        måndan>måndagen sä>säger sånär>nästan papprena>papperen pappret>papperet förståss>förstås
        egentlien>egentligen möe>mycket mö>mycket lärarn>läraren handlarn>handlaren
        arbetsgivarn>arbetsgivaren skiftledarn>skiftledaren socen>soc af>arbetsförmedlingen
        af:s>arbetsförmedlingens fk>försäkringskassan arbetsförmedlinga>arbetsförmedlingen
        coatchen>coachen"""
    ),
    lemmas=_pairs(
        """plan>plan planer>plan stress>stress steg>steg rädd>rädd rädda>rädd värk>värk lärde>lära lärt>lära
        lärd>lära vågade>våga vågat>våga vågar>våga stöd>stöd hjälp>hjälp kurs>kurs kurser>kurs låg>ligga
        syns>synas syntes>synas intyg>intyg bytte>byta bytt>byta skickade>skicka skickad>skicka
        fattade>fatta remiss>remiss film>film gul>gul gula>gul lugn>lugn lugna>lugn lapp>lapp lappar>lapp
        lov>lov lock>lock mjölk>mjölk hann>hinna höstas>höst match>match kul>kul förlåt>förlåta hej>hej
        maj>maj kock>kock tolk>tolk mars>mars buss>buss öppna>öppna mil>mil ens>ens skulder>skuld
        skuld>skuld sitt>sin noll>noll perfekt>perfekt handleder>handled väldigt>väldigt mera>mycket
        svenska>svenska svenskan>svenska senare>senare vidare>vidare första>först samtal>samtal möte>möte
        mötet>möte mål>mål målet>mål målen>mål glad>glad trygg>trygg trygga>trygg trygghet>trygghet
        ensam>ensam sjuk>sjuk sjuka>sjuk sömn>sömn resa>resa resor>resa val>val valet>val vård>vård
        råd>råd rådet>råd krav>krav kraven>krav svar>svar början>början slut>slut slutet>slut
        bidrag>bidrag ersättning>ersättning oro>oro orolig>orolig lust>lust hopp>hopp ansvar>ansvar
        tillit>tillit språk>språk språket>språk arbete>arbete arbeten>arbete saknas>saknas räcker>räcka
        räckte>räcka minns>minnas trivs>trivas trivdes>trivas hoppas>hoppas hoppades>hoppas skäms>skämmas
        kändes>kännas känns>kännas behövs>behövas behövdes>behövas fick>få finns>finnas fanns>finnas
        vart>vart träff>träff träffar>träffa kontakt>kontakt praktik>praktik ska>ska skulle>ska skall>ska
        skolat>ska coach>coach coachen>coach coacher>coach soc>socialtjänst bvc>bvc sfi>sfi"""
    ),
)

_EN = Words(
    stop=_words("""i you he she it we they one a an the this that these those who whom what which some any none all
        each every other such same own me him her us them my your his its our their mine yours myself
        yourself be have do get go come make take give say see know think can could will would shall
        should may might must need let and but or for to of in on at by with without from into onto over
        under about as if when while because so than then there here how why where not n't no never always
        just only also even too very much many more most few lot quite really actually still already again
        now maybe perhaps well yes yeah okay ok oh um uh mm hmm like kind sort right mean thing stuff
        something anything nothing everything someone anyone want up down out off back away between
        through before after during 's 're 've 'll 'd 'm gonna wanna first two three four five is are was
        were bit lot way"""),
    fillers=_words("um uh er erm mm mhm hmm hm like well oh ah yeah okay so"),
    answers=_words("""yes yeah yep no nope mm mhm hmm okay ok right sure exactly precisely absolutely of course i see
        thanks thank you oh ah well that 's is it true correct maybe uh um so"""),
    aside=_words(_ASIDE_EN),
    abbreviations=_words("e.g i.e etc mr mrs ms dr vs approx"),
    hesitations=_words("um uh er erm hm hmm"),
    variants=_pairs(
        """gonna>going wanna>want gotta>got 'cause>because cause>because cuz>because ok>okay yep>yes yeah>yes
        yah>yes n't>not ca>can wo>will dunno>know lemme>let"""
    ),
    lemmas=_pairs(
        """left>leave felt>feel taught>teach thought>think found>find heard>hear data>data training>training
        meeting>meeting meetings>meeting feeling>feeling building>building housing>housing better>better
        worse>worse later>later staff>staff learning>learning funding>funding waiting>wait"""
    ),
)

WORDS: Mapping[str, Words] = {"sv": _SV, "en": _EN}
