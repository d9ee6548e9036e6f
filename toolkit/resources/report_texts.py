"""The report.toml that a new project gets, in each language: every line a comment, to be filled in when it is known."""

from __future__ import annotations

SWEDISH = """\
# Det som rapporten ska berätta utöver intervjuerna: uppdrag, verksamhet, mål, hur utvärderingen gjordes.
# Ta bort # framför raden när du vet vad som ska stå där. Det du lämnar tomt står som ”uppgift saknas” i rapporten,
# eller utelämnas; `spegla status` säger vad som saknas. Inget här hittas på av programmet.
# Skriv hela meningar där det är fråga om meningar. Text står mellan citattecken, datum utan: 2026-12-31.

# Litteratur som rapporten hänvisar till, en rad för varje titel.
literature = [
#   "Efternamn, F. (2020). Titel. Förlag.",
]

# Den dag som uppgifterna om samverkansparterna gäller.
# partners_as_of = 2026-12-31

# Om ingen har tackat nej till att delta: ta bort # framför raden. Har någon gjort det, se [[declined]] längre ner.
# declined = []

# ---- Uppdraget ----
[commission]
# commissioner = "Kommunens arbetsmarknadsnämnd"
# reader = "styrgruppen och de parter som för verksamheten vidare"
# task = "Uppdraget är att följa verksamheten under ett år och löpande återföra iakttagelser."
# funding = "Utvärderingen betalas av samordningsförbundet."

# ---- Verksamheten ----
[programme]
# about = "Verksamheten förenar praktik, språkundervisning och stöd i vardagen."
# place = "Kommunen och dess grannkommuner"
# period = "januari 2024–december 2026"
# owner = "arbetsmarknadsenheten"
# target_group = "Målgruppen är vuxna som har stått utanför arbetslivet i minst ett år."
# preconditions = [
#   "Samverkan regleras i ett avtal mellan parterna.",
#   "Det finns plats för 40 deltagare åt gången.",
# ]
# frames = ["Teamet arbetar efter motiverande samtal."]

# Teamets roller, en [[programme.team]] för varje roll.
# [[programme.team]]
# role = "handledare"
# number = 2
# employer = "arbetsmarknadsenheten"
# profession = "socionom"

# ---- Målen, ett [[goals]] för varje mål ----
# Utfallet skrivs som bråk, så räknar programmet andelen. Målet är nått bara när utfallet är minst målvärdet.
# [[goals]]
# text = "Minst 30 procent av dem som bedöms ha arbetsförmåga går till arbete eller studier."
# target = 30
# numerator = 26
# denominator = 64
# counted = "i arbete eller studier vid avslut, av dem som bedömts ha arbetsförmåga"
# as_of = 2026-06-30
# source = "verksamhetens halvårsrapport"
#
# Ett mål i antal i stället för procent:
# [[goals]]
# text = "Hundra personer ska ha fått plats."
# target = 100
# unit = "personer"
# value = 93

# ---- Tabeller ur resultatuppföljningen (bilaga): antal per svar. Små antal döljs av programmet. ----
# [[results]]
# title = "Har du kommit närmare arbete?"
# counts = [["Instämmer helt", 17], ["Instämmer delvis", 13], ["Instämmer inte", 9]]
# asked = 52
# as_of = 2026-06-30
# source = "anonym enkät till deltagarna"

# ---- Mätinstrument i uppföljningen ----
# [[instruments]]
# name = "Hälsoenkät"
# measures = "självskattad hälsa"
# when = "vid start och avslut"

# ---- Utvärderingen ----
[evaluation]
# purpose = "Syftet är att de som bär verksamheten ska få underlag för att förbättra den medan den pågår."
# period = "februari–november 2026"
# approach = "Ansatsen är lärande utvärdering: delresultat återförs under arbetets gång."
# assumptions = "Utvärderaren hade tidigare följt en liknande verksamhet."
# feedback = "Delresultat har återförts till teamet vid två tillfällen."
# introduced = "De intervjuade kände inte utvärderaren sedan tidigare men hade fått läsa om uppdraget."
# setting = "Intervjuerna gjordes på en plats som den intervjuade valde."
# present = "Ingen annan var med i rummet."
# recorded = "Samtalen spelades in."
# notes = "Anteckningar fördes under samtalen och direkt efteråt."
# transcribed = "Inspelningarna skrevs ut i sin helhet av utvärderaren."
# returned = "Utskrifterna har inte lämnats tillbaka till de intervjuade."
# repeated = "Ingen har intervjuats mer än en gång."
# saturation = "Intervjuerna avslutades när inget nytt kom fram om vägen in."
# limits = ["Ingen har intervjuats efter att stödet avslutats."]

# Ett [[evaluators]] för var och en som utvärderar.
# [[evaluators]]
# name = "Förnamn Efternamn"
# profession = "fil. dr i sociologi"
# post = "utvärderare vid forsknings- och utvecklingsenheten"
# gender = "kvinna"
# experience = "har tidigare utvärderat liknande verksamheter"
# relation = "har ingen annan anknytning till verksamheten"
# did = "har intervjuat och kodat"

# ---- Urval och bortfall ----
[recruitment]
# chosen = "Deltagarna valdes så att både nya och tidigare deltagare finns med."
# how = "Teamet frågade, och utvärderaren tog sedan själv kontakt."
# referred = "De flesta hade anvisats av socialtjänsten eller Arbetsförmedlingen."
# asked = 31

# De som tillfrågades men inte deltog, ett [[declined]] för varje orsak.
# [[declined]]
# number = 3
# reason = "avböjde utan att ange skäl"

# ---- Samtycke och etik ----
[consent]
# how = "Alla fick skriftlig och muntlig information och lämnade samtycke innan samtalet började."
# version = "informationstext version 2, februari 2026"
# scope = "Samtycket gäller intervju, citat utan namn och återföring."

[ethics]
# decision = "Arbetet har inte etikprövats, eftersom det är en utvärdering och inte forskning."
# dnr = "2026/123"

# ---- Bilagor ----
# [[tools]]
# name = "Veckokort"
# purpose = "planera veckan tillsammans"
# when = "varje fredag"
# who = "coach och deltagare"

# [[partners]]
# name = "Socialtjänsten"
# role = "anvisar och följer upp"
# since = "2024"
# contact = "möte varannan vecka"

# [[documents]]
# title = "Samverkansavtal"
# date = 2024-01-15
# dnr = "2023/456"
"""

ENGLISH = """\
# What the report is to tell beside the interviews: commission, programme, goals, how the evaluation was done.
# Take away the # before a line when you know what should stand there. What you leave empty is "not recorded" in the
# report, or left out; `spegla status` says what is lacking. The program invents nothing here.
# Write whole sentences where sentences are meant. Texts stand between quotation marks, dates without: 2026-12-31.

# Literature that the report refers to, a line for each title.
literature = [
#   "Surname, F. (2020). Title. Publisher.",
]

# The day for which what is said of the partners holds.
# partners_as_of = 2026-12-31

# If nobody declined to take part: take away the # before the line. If somebody did, see [[declined]] below.
# declined = []

# ---- The commission ----
[commission]
# commissioner = "the municipality's employment committee"
# reader = "the steering group and those who carry the programme on"
# task = "The task is to follow the programme for a year and to hand back observations as the work goes on."
# funding = "The evaluation is paid for by the co-ordination association."

# ---- The programme ----
[programme]
# about = "The programme joins work practice, language teaching and support in everyday life."
# place = "the municipality and its neighbours"
# period = "January 2024–December 2026"
# owner = "the employment office"
# target_group = "The target group is adults who have been out of work for at least a year."
# preconditions = [
#   "An agreement between the parties regulates the collaboration.",
#   "There is room for 40 participants at a time.",
# ]
# frames = ["The team works with motivational interviewing."]

# The roles in the team, a [[programme.team]] for each.
# [[programme.team]]
# role = "supervisors"
# number = 2
# employer = "the employment office"
# profession = "social work"

# ---- The goals, a [[goals]] for each ----
# The outcome is written as a fraction, and the program works out the share. A goal is reached only when the outcome is
# at least the target.
# [[goals]]
# text = "At least 30 per cent of those judged able to work go to work or studies."
# target = 30
# numerator = 26
# denominator = 64
# counted = "in work or studies at the end, of those judged able to work"
# as_of = 2026-06-30
# source = "the programme's half-year report"
#
# A goal in numbers instead of per cent:
# [[goals]]
# text = "A hundred people are to have had a place."
# target = 100
# unit = "people"
# value = 93

# ---- Tables from the follow-up of results (an appendix): counts per answer. Small counts are hidden. ----
# [[results]]
# title = "Have you come closer to work?"
# counts = [["Agree fully", 17], ["Agree partly", 13], ["Do not agree", 9]]
# asked = 52
# as_of = 2026-06-30
# source = "anonymous survey of participants"

# ---- Instruments of the follow-up ----
# [[instruments]]
# name = "Health questionnaire"
# measures = "self-rated health"
# when = "at the start and at the end"

# ---- The evaluation ----
[evaluation]
# purpose = "The purpose is to give those who carry the programme grounds for improving it while it runs."
# period = "February–November 2026"
# approach = "The approach is learning evaluation: partial results are handed back as the work goes on."
# assumptions = "The evaluator had followed a similar programme before."
# feedback = "Partial results have been handed back to the team twice."
# introduced = "Those interviewed did not know the evaluator but had read about the task."
# setting = "The interviews were held where the interviewee chose."
# present = "Nobody else was in the room."
# recorded = "The interviews were recorded."
# notes = "Notes were taken during the interviews and straight afterwards."
# transcribed = "The recordings were transcribed in full by the evaluator."
# returned = "The transcripts have not been returned to those interviewed."
# repeated = "Nobody was interviewed more than once."
# saturation = "Interviewing ended when nothing new was heard about the way in."
# limits = ["Nobody was interviewed after the support had ended."]

# An [[evaluators]] for each person who evaluates.
# [[evaluators]]
# name = "First name Surname"
# profession = "PhD in sociology"
# post = "evaluator at the research and development unit"
# gender = "woman"
# experience = "has evaluated similar programmes before"
# relation = "has no other tie to the programme"
# did = "interviewed and coded"

# ---- Sampling and non-participation ----
[recruitment]
# chosen = "Participants were chosen so that both new and former ones are among them."
# how = "The team asked, and the evaluator then made contact."
# referred = "Most had been referred by social services or the employment service."
# asked = 31

# Those who were asked but did not take part, a [[declined]] for each reason.
# [[declined]]
# number = 3
# reason = "declined without giving a reason"

# ---- Consent and ethics ----
[consent]
# how = "Everyone was informed in writing and orally, and consented before the interview began."
# version = "information sheet, version 2, February 2026"
# scope = "The consent covers interview, quotes without names and feedback."

[ethics]
# decision = "The work was not submitted to ethical review, since it is an evaluation and not research."
# dnr = "2026/123"

# ---- Appendices ----
# [[tools]]
# name = "Week card"
# purpose = "planning the week together"
# when = "every Friday"
# who = "coach and participant"

# [[partners]]
# name = "Social services"
# role = "refers and follows up"
# since = "2024"
# contact = "a meeting every other week"

# [[documents]]
# title = "Collaboration agreement"
# date = 2024-01-15
# dnr = "2023/456"
"""

TEXTS = {"sv": SWEDISH, "en": ENGLISH}
