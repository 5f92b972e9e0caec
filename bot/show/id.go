package show

import "strings"

// IDSeparator stands between an action's name and its arguments in the id of a
// button or a form.
const IDSeparator = ":"

// SplitID returns the action and its arguments that an id was made of.
func SplitID(id string) (name string, args []string) {
	parts := strings.Split(id, IDSeparator)
	return parts[0], parts[1:]
}

// JoinID makes the id of a button or a form, which Discord sends back.
func JoinID(name string, args ...string) string {
	return strings.Join(append([]string{name}, args...), IDSeparator)
}
