package discordtest

import (
	"cmp"
	"fmt"

	"github.com/bwmarrin/discordgo"
)

// Form is what a member is to fill in.
type Form struct {
	ID, Title string
	// Fields are their names, and Values what stands in them at first.
	Fields []string
	Values map[string]string

	types  map[string]discordgo.ComponentType
	labels map[string]bool // which fields stand in a label of their own
}

// form returns what was sent as a form, whose fields stand in its rows.
func (given sent) form(id, title string) *Form {
	f := &Form{ID: id, Title: title, Values: map[string]string{}, types: map[string]discordgo.ComponentType{}, labels: map[string]bool{}}
	for _, r := range given.Components {
		inner := r.Components
		if r.Component != nil {
			inner = []Component{*r.Component}
		}
		for _, c := range inner {
			f.Fields = append(f.Fields, c.ID)
			f.Values[c.ID] = c.Value
			for _, o := range c.Options {
				if o.Default {
					f.Values[c.ID] = o.Value
				}
			}
			f.labels[c.ID] = r.Type == labelComponent
			f.types[c.ID] = c.Type
		}
	}
	return f
}

// Form waits for the form that opens.
func (it *Interaction) Form() Form {
	it.server.tb.Helper()
	it.wait()
	it.server.mu.Lock()
	defer it.server.mu.Unlock()
	if it.form == nil {
		it.server.tb.Fatalf("discordtest: no form opened")
		return Form{}
	}
	return *it.form
}

// Fill has a member fill in the first field of a form, which opened below a
// message.
func (s *Server) Fill(by Member, m Message, f Form, value string) *Interaction {
	s.tb.Helper()
	if len(f.Fields) == 0 {
		s.tb.Fatalf("discordtest: form %q has no field", f.Title)
	}
	return s.FillIn(by, &m, f, map[string]string{f.Fields[0]: value})
}

// FillIn has a member fill a form in, which opened below a message or, when that
// is nil, in answer to a command. Fields that are not named stay as they are.
func (s *Server) FillIn(by Member, m *Message, f Form, values map[string]string) *Interaction {
	s.tb.Helper()
	return s.fillIn(by, m, f, values, nil)
}

// Upload has a member fill a form in with files.
func (s *Server) Upload(by Member, f Form, values map[string]string, files map[string][]File) *Interaction {
	s.tb.Helper()
	return s.fillIn(by, nil, f, values, files)
}

func (s *Server) fillIn(by Member, m *Message, f Form, values map[string]string, files map[string][]File) *Interaction {
	s.tb.Helper()
	var rows []any
	attached := map[string]any{}
	for _, name := range f.Fields {
		value, ok := values[name]
		if !ok {
			value = f.Values[name]
		}
		filled := map[string]any{"type": cmp.Or(f.types[name], discordgo.TextInputComponent), "custom_id": name, "value": value}
		if f.types[name] == fileUploadComponent {
			ids := []any{}
			for _, file := range files[name] {
				a := s.attach(file)
				attached[fmt.Sprint(a["id"])] = a
				ids = append(ids, a["id"])
			}
			delete(filled, "value")
			filled["values"] = ids
		}
		if f.labels[name] {
			rows = append(rows, map[string]any{"type": labelComponent, "component": filled})
			continue
		}
		rows = append(rows, map[string]any{"type": discordgo.ActionsRowComponent, "components": []any{filled}})
	}
	fields := by.fields()
	fields["type"] = discordgo.InteractionModalSubmit
	fields["data"] = map[string]any{"custom_id": f.ID, "components": rows, "resolved": map[string]any{"attachments": attached}}
	if m != nil {
		fields["message"] = m.event()
	}
	return s.interact(fields, m)
}
