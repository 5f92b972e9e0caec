package config

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
)

// maxTokenFile bounds what is read of a token file, in bytes; a token has
// about 70.
const maxTokenFile = 4096

// BotToken gives the bot's token, out of the file if one is set, or an error
// that says how to set it.
func (d Discord) BotToken() (Secret, error) {
	if !d.TokenFile.Given() {
		if !d.Token.Given() {
			return Secret{}, fmt.Errorf("discord.token is not set: put the bot's token into %s, or the path of a file that holds it into %s",
				envName("discord.token"), envName("discord.token_file"))
		}
		return d.Token, nil
	}
	text, err := readTokenFile(d.TokenFile.Reveal())
	if err == nil {
		err = checkToken(text)
	}
	if err != nil {
		return Secret{}, fmt.Errorf("discord.token_file: %w", err)
	}
	return NewSecret(text), nil
}

// readTokenFile gives the trimmed content of the file. Its errors leave out
// the path, which may be a token put into the wrong setting.
func readTokenFile(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", fmt.Errorf("the file cannot be read (%w): give the path of a file that holds the bot's token", withoutPath(err))
	}
	defer f.Close()
	content, err := io.ReadAll(io.LimitReader(f, maxTokenFile))
	if err != nil {
		return "", fmt.Errorf("the file cannot be read: %w", withoutPath(err))
	}
	text := strings.TrimSpace(string(content))
	if text == "" {
		return "", errors.New("the file is empty: put the bot's token into it")
	}
	return text, nil
}

func withoutPath(err error) error {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Err
	}
	return err
}

// checkToken refuses what cannot be a token, without showing it.
func checkToken(text string) error {
	if strings.HasPrefix(text, "Bot ") {
		return errors.New(`leave out the "Bot " in front of the token`)
	}
	for _, r := range text {
		if r <= ' ' || r > '~' {
			return errors.New("that is no bot token: copy it from the Bot page of the Discord developer portal")
		}
	}
	return nil
}
