package bot

import "strings"

// idSeparator stands between an action's name and its arguments in the id of a
// button or a form.
const idSeparator = ":"

// splitID returns the action and its arguments that an id was made of.
func splitID(id string) (name string, args []string) {
	parts := strings.Split(id, idSeparator)
	return parts[0], parts[1:]
}

// joinID makes the id of a button or a form, which Discord sends back.
func joinID(name string, args ...string) string {
	return strings.Join(append([]string{name}, args...), idSeparator)
}
