// Package followup understands a question that leans on the one before it, in
// the languages of the interface. It goes by tables of words and by what names
// something, keeps nothing, and works in time linear in the questions' length
// but for the few names in them.
package followup
