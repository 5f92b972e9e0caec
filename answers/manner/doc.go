// Package manner parts what a member typed into manner and matter. Manner is
// what is said for the sake of courtesy, or to lead up to a question: greetings,
// thanks, pleas, the bot's name, fillers, laughter, "can you tell me", "latest
// on". It weighs nothing in a search, and a message that is nothing else is no
// question.
//
// What counts as manner stands in a file for each language of the interface, in
// the folder words; the first of them, in English, says how the files are
// written. The language of a message is not told, so all are tried at once.
//
// Manner is taken off the two ends of a message alone, in whole words, the
// longest phrase first, and only where it cannot be matter: a greeting before a
// question or set apart from it ("hello, who is …"), not one that goes on
// ("Hello Kitty sales"). What is left is a part of the message to the letter.
// When nothing but manner would be left ("tell me about thanks"), nothing is
// taken off.
//
// The work is linear in the length of the message; the package keeps nothing
// but its tables.
package manner
