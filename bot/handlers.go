package bot

import (
	"context"
	"errors"

	"dateline/bot/command"
	"dateline/bot/show"
)

// handler is what a command or a form does.
type handler struct {
	handle func(b *Bot, ctx context.Context, r *request) (show.Message, error)
	// private shows the answer to the member alone, whatever they choose.
	private bool
	// question says that it counts as a question: it is answered where and as
	// often as the server's settings allow.
	question bool
	// admins and moderators say who may use it.
	admins, moderators bool
	// long says that it may take longer than anybody waits for an answer.
	long bool
	// replaces says that what comes of a form takes the place of the message
	// that it was opened from.
	replaces bool
	// anywhere says that it works where the bot answers nothing else.
	anywhere bool
	// form is opened in the place of an answer, unless it is nil or gives none.
	form func(b *Bot, ctx context.Context, r *request) (*show.Form, error)
}

// handlers answer the commands, by name and subcommand.
var handlers = map[string]handler{
	"ask":                 {handle: (*Bot).ask, question: true},
	"search":              {handle: (*Bot).search, question: true},
	"summary":             {handle: (*Bot).summary, question: true},
	"compare":             {handle: (*Bot).compare, question: true},
	"timeline":            {handle: (*Bot).timeline, question: true},
	"sources":             {handle: (*Bot).sources, private: true},
	"help":                {handle: (*Bot).help, private: true},
	"privacy":             {handle: (*Bot).privacy, private: true, anywhere: true},
	command.FindName:      {handle: (*Bot).find, private: true, question: true},
	command.CheckName:     {handle: (*Bot).checkQuote, private: true, question: true},
	command.AddName:       {handle: (*Bot).addMessage, private: true, moderators: true, long: true, form: (*Bot).messageForm},
	"library add":         {handle: (*Bot).add, private: true, moderators: true, long: true, form: (*Bot).addForm},
	"library upload":      {private: true, moderators: true, form: (*Bot).uploadForm},
	"library list":        {handle: (*Bot).listArticles, private: true, moderators: true},
	"library show":        {handle: (*Bot).showArticle, private: true, moderators: true},
	"library remove":      {handle: (*Bot).removeArticle, private: true, moderators: true},
	"library edit":        {handle: (*Bot).showArticle, private: true, moderators: true, form: (*Bot).editForm},
	"library history":     {handle: (*Bot).showHistory, private: true, moderators: true},
	"library alias":       {handle: (*Bot).setAlias, private: true, moderators: true},
	"library undo":        {handle: (*Bot).undoAct, private: true, moderators: true},
	"library log":         {handle: (*Bot).showLog, private: true, moderators: true},
	"feed add":            {handle: (*Bot).addFeed, private: true, moderators: true, long: true},
	"feed list":           {handle: (*Bot).listFeeds, private: true, moderators: true},
	"feed pause":          {handle: (*Bot).pauseFeed, private: true, moderators: true},
	"feed resume":         {handle: (*Bot).resumeFeed, private: true, moderators: true},
	"feed remove":         {handle: (*Bot).removeFeed, private: true, moderators: true},
	"digest add":          {handle: (*Bot).addDigest, private: true, moderators: true},
	"digest list":         {handle: (*Bot).listDigests, private: true, moderators: true},
	"digest remove":       {handle: (*Bot).removeDigest, private: true, moderators: true},
	"settings timezone":   {handle: (*Bot).setTimezone, private: true, admins: true},
	"watch add":           {handle: (*Bot).addWatch, private: true},
	"watch list":          {handle: (*Bot).listWatches, private: true},
	"watch remove":        {handle: (*Bot).removeWatch, private: true},
	"library gaps":        {handle: (*Bot).gaps, private: true, moderators: true},
	"settings show":       {handle: (*Bot).showSettings, private: true, admins: true},
	"settings moderators": {handle: (*Bot).setModerators, private: true, admins: true},
	"settings channel":    {handle: (*Bot).setChannel, private: true, admins: true},
	"settings alerts":     {handle: (*Bot).setAlerts, private: true, admins: true},
	"settings language":   {handle: (*Bot).setLanguage, private: true, admins: true},
	"settings answers":    {handle: (*Bot).setAnswers, private: true, admins: true},
	"settings excerpts":   {handle: (*Bot).setExcerpts, private: true, admins: true},
	"settings threshold":  {handle: (*Bot).setThreshold, private: true, admins: true},
	"settings starter":    {handle: (*Bot).setStarter, private: true, admins: true},
	"settings keep":       {handle: (*Bot).setKeep, private: true, admins: true},
	"settings limits":     {handle: (*Bot).setLimits, private: true, admins: true},
	"settings quota":      {handle: (*Bot).setQuota, private: true, admins: true},
}

// forms are what the forms that members fill in do.
var forms = map[string]handler{
	"follow":        {handle: (*Bot).followUp, question: true},
	"unhelpful":     {handle: (*Bot).rateUnhelpful, private: true},
	"add-text":      {handle: (*Bot).addText, private: true, moderators: true, long: true},
	"upload":        {handle: (*Bot).addFiles, private: true, moderators: true, long: true},
	"draft-correct": {handle: (*Bot).correctDraft, private: true, moderators: true, replaces: true},
	"edit":          {handle: (*Bot).editArticle, private: true, moderators: true, replaces: true},
	"set":           {handle: (*Bot).fillSetting, private: true, admins: true, replaces: true},
}

// action is what a button does.
type action struct {
	handle func(b *Bot, ctx context.Context, r *request) (show.Message, error)
	// anywhere says that it works where the bot answers nothing else.
	anywhere bool
	// counts says that it counts towards how often a member may ask.
	counts bool
	// turns says that it turns the pages of the message that it is under.
	turns bool
	// public shows what comes of it to all.
	public bool
	// moderators says that they alone may press it, and that it changes the
	// message that it is under for all who see it.
	moderators bool
	// admins says that they alone may press it.
	admins bool
	// long says that it may take longer than anybody waits for an answer.
	long bool
	// form is opened in the place of an answer.
	form func(b *Bot, ctx context.Context, r *request) (*show.Form, error)
}

// errArgs says that a button's id was not made by this version of the bot.
var errArgs = errors.New("a button with other arguments than its action has")

// actions are what the buttons do, by the name that their ids begin with.
var actions = map[string]action{
	"context":      {handle: (*Bot).context, counts: true},
	"turn-context": {handle: (*Bot).context, counts: true, turns: true},
	"more":         {handle: (*Bot).more, counts: true},
	"turn-more":    {handle: (*Bot).more, counts: true, turns: true},
	"turn-search":  {handle: (*Bot).turnSearch, counts: true, turns: true},
	"turn-topic":   {handle: (*Bot).turnTopic, counts: true, turns: true},
	"turn-sources": {handle: (*Bot).sources, turns: true},
	"follow":       {form: (*Bot).followForm},
	"receipt":      {handle: (*Bot).receipt, counts: true},
	"helpful":      {handle: (*Bot).rateHelpful},
	"unhelpful":    {form: (*Bot).unhelpfulForm},
	"share":        {handle: (*Bot).share, counts: true, public: true},
	"watch-stop":   {handle: (*Bot).stopWatch, anywhere: true},
	"export":       {handle: (*Bot).export, anywhere: true},
	"forget":       {handle: (*Bot).confirmForget, turns: true, anywhere: true},
	"forget-now":   {handle: (*Bot).forget, turns: true, anywhere: true},
	"forget-not":   {handle: (*Bot).privacy, turns: true, anywhere: true},

	"set":          {form: (*Bot).settingForm, admins: true},
	"set-roles":    {handle: (*Bot).chooseRoles, turns: true, admins: true},
	"set-channels": {handle: (*Bot).chooseChannels, turns: true, admins: true},
	"set-mode":     {handle: (*Bot).chooseMode, turns: true, admins: true},

	"draft-add":     {handle: (*Bot).addDraft, turns: true, moderators: true, long: true},
	"draft-cancel":  {handle: (*Bot).cancelDraft, turns: true, moderators: true},
	"draft-correct": {form: (*Bot).correctForm, moderators: true},
	"edit":          {form: (*Bot).editForm, moderators: true},
	"history":       {handle: (*Bot).turnHistory, moderators: true},
	"turn-history":  {handle: (*Bot).turnHistory, turns: true, moderators: true},
	"undo":          {handle: (*Bot).undoAct, moderators: true},
	"undo-now":      {handle: (*Bot).undoNow, turns: true, moderators: true},
	"undo-not":      {handle: (*Bot).undoNot, turns: true, moderators: true},
	"turn-log":      {handle: (*Bot).turnLog, turns: true, moderators: true},
	"turn-feeds":    {handle: (*Bot).listFeeds, turns: true, moderators: true},
	"turn-articles": {handle: (*Bot).turnArticles, turns: true, moderators: true},
	"remove":        {handle: (*Bot).removeArticle, moderators: true},
	"remove-now":    {handle: (*Bot).removeNow, turns: true, moderators: true},
	"remove-not":    {handle: (*Bot).removeNot, turns: true, moderators: true},
}
