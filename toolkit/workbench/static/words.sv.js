globalThis.speglaWords = {
 "Code {n} passage": [
  "Koda {n} avsnitt",
  "Koda {n} avsnitt"
 ],
 "Code {n} ticked hit …": [
  "Koda {n} markerad träff …",
  "Koda {n} markerade träffar …"
 ],
 "Decided, but for {n} passage that was skipped.": [
  "Avgjort, så när som på {n} avsnitt som hoppades över.",
  "Avgjort, så när som på {n} avsnitt som hoppades över."
 ],
 "Move {n} passage to": [
  "Flytta {n} avsnitt till",
  "Flytta {n} avsnitt till"
 ],
 "Show {n} more": [
  "Visa {n} till",
  "Visa {n} till"
 ],
 "The machine reads: {done} of {n} interview.": [
  "Maskinen läser: {done} av {n} intervju.",
  "Maskinen läser: {done} av {n} intervjuer."
 ],
 "and {n} more": [
  "och {n} till",
  "och {n} till"
 ],
 "{done} of {n} file is read and added.": [
  "",
  ""
 ],
 "{n} change is not saved yet. Trying again …": [
  "{n} ändring är inte sparad än. Försöker igen …",
  "{n} ändringar är inte sparade än. Försöker igen …"
 ],
 "{n} coding becomes one with another.": [
  "",
  ""
 ],
 "{n} coding gets other words.": [
  "",
  ""
 ],
 "{n} coding is made.": [
  "{n} kodning är gjord.",
  "{n} kodningar är gjorda."
 ],
 "{n} coding made since would lose all its words and be removed.": [
  "",
  ""
 ],
 "{n} coding moves with its words.": [
  "",
  ""
 ],
 "{n} coding removed. Ctrl+Z brings it back.": [
  "{n} kodning borttagen. Ctrl+Z tar den tillbaka.",
  "{n} kodningar borttagna. Ctrl+Z tar dem tillbaka."
 ],
 "{n} coding shown": [
  "{n} kodning visas",
  "{n} kodningar visas"
 ],
 "{n} coding sorted": [
  "{n} kodning sorterad",
  "{n} kodningar sorterade"
 ],
 "{n} coding stands outside the turns shown here.": [
  "{n} kodning ligger utanför de repliker som visas här.",
  "{n} kodningar ligger utanför de repliker som visas här."
 ],
 "{n} coding would lose all its words and be removed.": [
  "",
  ""
 ],
 "{n} left": [
  "{n} kvar",
  "{n} kvar"
 ],
 "{n} passage ticked": [
  "{n} avsnitt markerat",
  "{n} avsnitt markerade"
 ],
 "{n} passage": [
  "{n} avsnitt",
  "{n} avsnitt"
 ],
 "{n} person": [
  "{n} person",
  "{n} personer"
 ],
 "{n} place": [
  "{n} ställe",
  "{n} ställen"
 ],
 "{n} shown": [
  "{n} visas",
  "{n} visas"
 ],
 "{n} to settle in all": [
  "{n} att avgöra i allt",
  "{n} att avgöra i allt"
 ],
 "{n} to settle on this code": [
  "{n} att avgöra för den här koden",
  "{n} att avgöra för den här koden"
 ],
 "A machine suggestion that nobody has looked at": "Ett maskinellt förslag som ingen har granskat",
 "A new theme": "Ett nytt tema",
 "A new theme …": "Ett nytt tema …",
 "A statement or a few words: what do these passages have in common?": "Ett påstående eller några ord: vad har avsnitten gemensamt?",
 "Accept": "Godta",
 "Accept all {n}": "Godta alla {n}",
 "Adding …": "Lägger till …",
 "Address": "Adress",
 "Also there:": "Också där:",
 "Another window or person": "Öppna i ett fönster till",
 "Applies": "Koden gäller",
 "Applies, as {coder} marked it": "Koden gäller, som {coder} markerade",
 "Cancel": "Avbryt",
 "Change": "Ändra",
 "Change code": "Byt kod",
 "Change edges": "Ändra gränser",
 "Change to which code?": "Byt till vilken kod?",
 "Changed to {code}.": "Ändrat till {code}.",
 "Choose words within the quote, or widen it first: “Quote just these”.": "Välj ord inom citatet, eller ändra dess gränser först: ”Citera just dessa”.",
 "Close": "Stäng",
 "Code as this person": "Koda som den här personen",
 "Code these words with": "Koda orden med",
 "Code ticked …": "Koda markerade …",
 "Code with the words themselves": "Koda med orden själva (in vivo)",
 "Coded by {coder}. Only {coder} changes it; differences are settled under Compare.": "Kodat av {coder}. Bara {coder} ändrar det; skillnader avgörs under Jämför.",
 "Coded here": "Kodat här",
 "Coded: {codes}.": "Kodat: {codes}.",
 "Coders": "Kodare",
 "Codes": "Koder",
 "Codes in this source": "Koder i källan",
 "Codings beside this turn": "Kodningar vid repliken",
 "Copied.": "Kopierat.",
 "Copy": "Kopiera",
 "Correct": "Rätta",
 "Ctrl+Z undoes the last step, Ctrl+Shift+Z does it again: back to the start of the day.": "Ctrl+Z ångrar det senaste steget, Ctrl+Skift+Z gör om det: tillbaka till dagens början.",
 "Del": "Del",
 "Do it": "Gör så",
 "Does not apply": "Koden gäller inte",
 "Each coding tells whose it is, so that coders can be compared.": "Varje kodning visar vems den är, så att kodare kan jämföras.",
 "Edit": "Ändra",
 "End": "Slut",
 "End one sentence earlier": "Sluta en mening tidigare",
 "End one sentence later": "Sluta en mening senare",
 "End one word earlier": "Sluta ett ord tidigare",
 "End one word later": "Sluta ett ord senare",
 "End the round": "Avsluta",
 "Every suggestion has been decided.": "Alla förslag är avgjorda.",
 "Everything is saved": "Allt är sparat",
 "Fetch the file ({kind})": "Hämta filen ({kind})",
 "Fewer themes": "Färre teman",
 "Finding themes …": "Söker teman …",
 "Finding themes: {percent} %": "Söker teman: {percent} %",
 "Gather several, then save": "Välj flera koder och spara sedan",
 "Go through": "Gå igenom",
 "Hide all": "Dölj alla",
 "In the text": "I texten",
 "Just used": "Nyss använda",
 "Kept.": "Sparat.",
 "Leave it open again": "Lämna det öppet igen",
 "Leave out {code}": "Utelämna {code}",
 "Load the page again.": "Ladda om sidan.",
 "Looking …": "Letar …",
 "Made a new theme: {name}": "Nytt tema: {name}",
 "Mark after the word": "Tecken efter ordet",
 "Memo": "Anteckning",
 "Memo on the source": "Anteckning om källan",
 "Memo on this passage": "Anteckning om avsnittet",
 "Memo on this source": "Anteckning om källan",
 "Memo removed.": "Anteckningen är borttagen.",
 "Memo saved.": "Anteckningen är sparad.",
 "Merge “{name}” into": "Slå ihop ”{name}” med",
 "Merged into {name}.": "Ihopslaget med {name}.",
 "More themes": "Fler teman",
 "Move the passage to": "Flytta avsnittet till",
 "Moved to {name}.": "Flyttat till {name}.",
 "Name of the theme": "Temats namn",
 "Name or initials": "Namn eller initialer",
 "Name the theme": "Namnge temat",
 "Named: {name}": "Namngivet: {name}",
 "New code from the words, under {parent}: {code}": "Ny kod av orden, under {parent}: {code}",
 "New edges for this coding: select words, drag the ends, or step with the buttons. Enter saves, Escape leaves it as it was.": "Nya gränser för kodningen: markera ord, dra i ändarna eller stega med knapparna. Enter sparar, Esc låter den vara som den var.",
 "No code begins like that.": "Ingen kod börjar så.",
 "No definition yet.": "Ingen definition än.",
 "No finding of the draft rests on this coding.": "Inget i utkastet vilar på den här kodningen.",
 "No suggestions are left here": "Inga förslag kvar här",
 "Nobody of those asked affirms it.": "Ingen av de tillfrågade instämmer.",
 "Nothing has been changed by this coder today.": "Den här kodaren har inte ändrat något i dag.",
 "Nothing is coded here yet.": "Inget är kodat här än.",
 "Nothing is coded here yet. Select words in the text to begin.": "Inget är kodat här än. Markera ord i texten för att börja.",
 "Nothing is coded in this source yet.": "Inget är kodat i den här källan än.",
 "Now: {sentence}": "Nu: {sentence}",
 "Open this address in another browser on this computer within {n} seconds. It works once.": "Öppna adressen i en annan webbläsare på den här datorn inom {n} sekunder. Den fungerar en gång.",
 "Order of the suggestions": "Förslagens ordning",
 "Passages with suggestions of the machine": "Avsnitt med förslag från maskinen",
 "Reject": "Avvisa",
 "Remove": "Ta bort",
 "Remove the claim?": "Ta bort påståendet?",
 "Role that stands in": "Roll som står i stället",
 "Save": "Spara",
 "Save memo": "Spara anteckningen",
 "Save the edges": "Spara gränserna",
 "Save the memo": "Spara anteckningen",
 "Save these codes": "Spara koderna",
 "Saving …": "Sparar …",
 "Set aside": "Lägg åt sidan",
 "Set aside.": "Lagt åt sidan.",
 "Set aside: no report tells this theme.": "Lagt åt sidan: ingen rapport tar upp temat.",
 "Settled by {coder}: it applies.": "Avgjort av {coder}: koden gäller.",
 "Settled by {coder}: it does not apply.": "Avgjort av {coder}: koden gäller inte.",
 "Settled: it applies.": "Avgjort: koden gäller.",
 "Settled: it does not apply.": "Avgjort: koden gäller inte.",
 "Show all": "Visa alla",
 "Show the draft as it was written": "Visa utkastet som det skrevs",
 "Shown in the margin": "Visas i marginalen",
 "Sort anew": "Sortera om",
 "Sort everything anew": "Sortera om allt",
 "Start": "Start",
 "Start one sentence earlier": "Börja en mening tidigare",
 "Start one sentence later": "Börja en mening senare",
 "Start one word earlier": "Börja ett ord tidigare",
 "Start one word later": "Börja ett ord senare",
 "Suggested by the machine": "Föreslaget av maskinen",
 "Suggestions of the machine are hidden.": "Maskinens förslag är dolda.",
 "Suggestions of the machine are shown.": "Maskinens förslag visas.",
 "Take back": "Ta tillbaka",
 "Take it back": "Ta i bruk igen",
 "Taken back.": "Taget tillbaka.",
 "The claim goes with what was decided about it. Codings, themes and quotes stay. You can undo it today.": "Påståendet tas bort med det som avgjorts om det. Kodningar, teman och citat finns kvar. Du kan ångra det i dag.",
 "The coding has new edges.": "Kodningen har fått nya gränser.",
 "The machine measures itself against your codings. You can go on working meanwhile.": "Maskinen mäter sig mot era kodningar. Ni kan arbeta vidare under tiden.",
 "The machine reads the interviews. You can go on working meanwhile.": "Maskinen läser intervjuerna. Du kan arbeta vidare under tiden.",
 "The machine suggests {codes}": "Maskinen föreslår {codes}",
 "The machine's best themes": "Maskinens bästa teman",
 "The passages could not be fetched. Try again.": "Avsnitten kunde inte hämtas. Försök igen.",
 "The round is over for now.": "Genomgången är avslutad för den här gången.",
 "The words are not shown: this person may not be quoted.": "Ordalydelsen visas inte: personen får inte citeras.",
 "The workbench cannot be reached. Is it still running?": "Arbetsbordet går inte att nå. Är den fortfarande igång?",
 "The workbench did not answer as it should.": "Arbetsbordet svarade inte som det skulle.",
 "There are no suggestions to go through. The machine proposes codes when it is asked to on the start page.": "Det finns inga förslag att gå igenom. Maskinen föreslår koder när du ber om det på startsidan.",
 "There is no connection to the workbench. Try again.": "Det finns ingen förbindelse med arbetsbordet. Försök igen.",
 "There is no connection to the workbench. Trying again …": "Ingen kontakt med arbetsbänken. Försöker igen …",
 "There is no other theme here to merge with.": "Det finns inget annat tema här att slå ihop med.",
 "These words are coded so already.": "De här orden är redan kodade så.",
 "This window's pass has run out. Open a fresh address from the terminal in this browser; what you did is kept here and saved then.": "Det här fönstret släpps inte längre in. Öppna en ny adress från terminalen i samma webbläsare; det du har gjort finns kvar här och sparas då.",
 "Tick the passages first, or go to one with the arrow keys.": "Markera avsnitten först, eller gå till ett med piltangenterna.",
 "Today's steps": "Det jag har gjort i dag",
 "Type a few letters": "Skriv några bokstäver",
 "Used in the draft": "Används i utkastet",
 "What belongs": "Hit hör",
 "What does not": "Hit hör inte",
 "What is meant, after the words": "Vad som menas, efter orden",
 "What is meant, instead of the words": "Vad som menas, i stället för orden",
 "What others have coded": "Det andra har kodat",
 "Which code instead of the suggested one?": "Vilken kod i stället för den föreslagna?",
 "Who is coding?": "Vem kodar?",
 "Write a memo": "Skriv en anteckning",
 "Writing …": "Skriver …",
 "as in the text": "som i texten",
 "being saved": "sparas",
 "has marked": "har markerat",
 "has not given the code here": "har inte gett koden här",
 "machine, {percent} %": "maskin, {percent} %",
 "most instructive first": "mest lärorika först",
 "no mark": "inget tecken",
 "only {coders}": "bara {coders}",
 "only {coders}; {others}": "bara {coders}; {others}",
 "other limits: {coders}": "olika gränser: {coders}",
 "surest first": "säkrast först",
 "undone": "ångrat",
 "untypical: more like another theme": "otypiskt: liknar mer ett annat tema",
 "{coder} has {codes}": "{coder}: {codes}",
 "{code}, coder {coder}": "{code}, kodare {coder}",
 "{code}? {because}": "{code}? {because}",
 "{n} to decide": "{n} att avgöra"
};
