package bot

import "dateline/answers/manner"

// commandOf is the command that a reply to a message of that kind points to.
var commandOf = map[manner.Kind]string{manner.Help: "help", manner.Who: "help", manner.Sources: "sources"}

// mannerly is the short reply to a message that is no question.
func (v voice) mannerly(kind manner.Kind) string {
	name, ok := commandOf[kind]
	if !ok {
		return v.say("reply_" + kind.String())
	}
	return v.say("reply_"+kind.String(), "Command", v.command(name))
}
