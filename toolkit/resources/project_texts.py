"""The project.toml that a new project gets, in each language; `@name@` stands for the quoted name."""

from __future__ import annotations

SWEDISH = """\
# Inställningar för utvärderingen. Ändra vad du vill och spara; Spegla läser filen varje gång.
# En rad som börjar med # är en kommentar. Text står alltid mellan citattecken: "så här".

# Utvärderingens namn, som det ska stå i rapporten.
name = @name@

# Språket i intervjuerna och i rapporten: "sv" eller "en".
language = "sv"
# Om intervjuerna är på ett annat språk än rapporten, ta bort # framför raden:
# interview_language = "en"

# En mening om verksamheten som utvärderas. Får lämnas tom.
description = ""

# Utvärderingsfrågorna, oftast två till fyra. Rapportens slutsatser svarar på dem i tur och ordning.
# Ta bort # framför raderna och skriv dina egna frågor.
evaluation_questions = [
#   "Hur upplever deltagarna stödet?",
#   "Hur fungerar samverkan mellan parterna?",
#   "Vilka förbättringar behövs?",
]

# Aktörsgrupperna, i den ordning de ska komma i rapporten. I respondents.csv skriver du vilken grupp var och en tillhör.
#   participants = deltagare      referrers = remittenter      team = team, handledare
#   employers = arbetsgivare      steering = styrgrupp         partners = andra samverkansaktörer
groups = ["participants", "referrers", "team", "employers", "steering", "partners"]

# Så betecknas du som intervjuar i utskrifterna, om det inte är I, Int eller Intervjuare. Till exempel ["KL", "Utv"].
interviewers = []

# Den som kodar när inget annat sägs, till exempel dina initialer.
coder = ""

# "measured": samstämmighet mellan kodare och mättnad får räknas. "reflexive": kodare jämförs och samtalar, men inga
# mått på samstämmighet och inga mättnadstal visas någonstans.
mode = "measured"

# Rapportens disposition: "perspectives" (ett kapitel per aktörsgrupp), "areas" (per frågeområde), "questions" (per
# utvärderingsfråga), "partial" (kort delrapport) eller "full" (hela utvärderingsrapporten).
outline = "perspectives"

# Hur ord som utelämnas ur ett citat visas: "(...)" eller "[…]".
omission = "(...)"

# Kodschemat, en fil i mappen coding_schemes.
scheme = "six_areas.yaml"

# ---- Det här behöver de flesta aldrig ändra. Ta bort # för att använda det. Det ska stå sist i filen. ----

# Egna namn på grupper, eller egna grupper. Ta i så fall bort raden som börjar med groups = här ovanför.
# [groups]
# participants = "ungdomar"
# employers = "arbetsplatser"
# volunteers = "volontärer"

# Egna namn på processens faser.
# [phases]
# before = "inför"
# during = "under"
# ending = "avslutning"
# after = "efter"

# Fasernas namn för en viss grupp.
# [group_phases.employers]
# before = "innan praktiken"

# Egna gränser för kvantitetsord. Andelar skrivs med punkt. Resten av skalan gäller som vanligt.
# [[quantities]]
# key = "most"
# words = ["flertalet", "de flesta"]
# low = 0.6

# Vilka en rapport lämnas ut till. Färre än k personer som stämmer in på det som sägs om någon är för få (vanligen 5).
# insiders: grupper vars personer läser; de känner varandra och deltagarna, så det i known räknas som om det stod där.
# Finns redan: external, team, steering, network, participants, employers.
# [audiences.employers]
# k = 5
# insiders = ["employers"]
# known = ["organisation"]

# Vad som gör det tillåtet att använda det människor har sagt. Utan rättslig grund lämnas ingen rapport ut till läsare
# utanför verksamheten.
# [law]
# legal_basis = "6.1 e"
# art9_ground = "9.2 g"
# dpia_ref = "2026/17"
# is_research = false
# ethics_ref = "Dnr 2026-01234-01"
# ethics_date = 2026-02-03
# Till registret över behandlingar (spegla privacy register) och till kopior åt dem som har blivit intervjuade.
# controller = "Kommunstyrelsen, Exempelby kommun, kommun@exempelby.example"
# dpo = "Dataskyddsombudet, dso@exempelby.example"
# recipients = "Styrgruppen; beställaren"
# third_countries = "Inga"

# Sista dag som varje slags handling får finnas kvar. Spegla säger till, men tar aldrig bort något självt.
# [retention]
# audio = 2026-12-31
# transcripts = 2031-12-31
# key = 2027-12-31
# project = 2031-12-31

# Modeller som redan finns på den här datorn och som förslagen får pröva. De används bara om de är bättre på projektets
# egna kodningar; `spegla suggest --report` jämför. Spegla laddar aldrig ner något.
# [machine]
# spacy_model = "sv_core_news_lg"
# sentence_model = "/mappen/med/modellen"
"""

ENGLISH = """\
# Settings of the evaluation. Change what you like and save; Spegla reads the file every time.
# A line that begins with # is a comment. Text always stands between quotation marks: "like this".

# The evaluation's name, as it should stand in the report.
name = @name@

# The language of the interviews and of the report: "sv" or "en".
language = "en"
# If the interviews are in another language than the report, take away the # before the line:
# interview_language = "sv"

# A sentence on the programme that is evaluated. May be left empty.
description = ""

# The evaluation questions, mostly two to four. The report's conclusions answer them one by one.
# Take away the # before the lines and write your own questions.
evaluation_questions = [
#   "How do the participants experience the support?",
#   "How does the collaboration between the organisations work?",
#   "Which improvements are needed?",
]

# The actor groups, in the order in which they come in the report. respondents.csv says which group each person is in.
#   participants                    referrers (those who refer people)    team (supervisors)
#   employers                       steering (the steering group)         partners (other organisations)
groups = ["participants", "referrers", "team", "employers", "steering", "partners"]

# What you who interview are called in the transcripts, unless it is I, Int or Interviewer. For example ["KL", "Eval"].
interviewers = []

# Who codes when nothing else is said, for example your initials.
coder = ""

# "measured": agreement between coders and saturation may be counted. "reflexive": coders compare and talk, but no
# coefficients and no figures of saturation are shown anywhere.
mode = "measured"

# The outline of the report: "perspectives" (a chapter for each actor group), "areas" (for each question area),
# "questions" (for each evaluation question), "partial" (a short partial report) or "full" (the whole report).
outline = "perspectives"

# How words left out of a quote are shown: "(...)" or "[…]".
omission = "(...)"

# The coding scheme, a file in the folder coding_schemes.
scheme = "six_areas.yaml"

# ---- Most people never need to change what follows. Take away # to use it. It must stand last in the file. ----

# Names of your own for groups, or groups of your own. If so, take away the line above that begins with groups =.
# [groups]
# participants = "young people"
# employers = "workplaces"
# volunteers = "volunteers"

# Names of your own for the phases of the process.
# [phases]
# before = "before"
# during = "during"
# ending = "ending"
# after = "after"

# The names of the phases for one group.
# [group_phases.employers]
# before = "before the work practice"

# Limits of your own for quantity words. Shares are written with a point. The rest of the scale stands.
# [[quantities]]
# key = "most"
# words = ["most", "the majority"]
# low = 0.6

# For whom a report is let out. Fewer than k people who fit what is said of somebody are too few (5 unless you say so).
# insiders: groups whose people read it; they know each other and the participants, so what stands in known counts as
# printed. There are already: external, team, steering, network, participants, employers.
# [audiences.employers]
# k = 5
# insiders = ["employers"]
# known = ["organisation"]

# What allows that the words of people are used. Without a legal basis no report is let out to readers outside the
# programme.
# [law]
# legal_basis = "6.1 e"
# art9_ground = "9.2 g"
# dpia_ref = "2026/17"
# is_research = false
# ethics_ref = "Ref. 2026-01234-01"
# ethics_date = 2026-02-03
# For the register of processing (spegla privacy register) and for copies to those who were interviewed.
# controller = "The municipal board of Exempelby, kommun@exempelby.example"
# dpo = "The data protection officer, dso@exempelby.example"
# recipients = "The steering group; whoever commissioned it"
# third_countries = "None"

# The last day that each kind of document may be kept. Spegla tells you, but never takes anything away by itself.
# [retention]
# audio = 2026-12-31
# transcripts = 2031-12-31
# key = 2027-12-31
# project = 2031-12-31

# Models that are on this computer already and that suggestions may try. They are used only if they do better on the
# project's own codings; `spegla suggest --report` compares. Spegla never downloads anything.
# [machine]
# spacy_model = "sv_core_news_lg"
# sentence_model = "/the/folder/of/the/model"
"""

TEXTS = {"sv": SWEDISH, "en": ENGLISH}
