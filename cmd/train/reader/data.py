"""Question-sentence pairs for the reader, out of public question sets and the evaluation folders.

Each pair is a dict: question, title, before, sentence, after, label, beside (the neighbours' labels, -1 where unknown)
and group (the question's id).
docs/reader.md says where each set is to be put. Nothing here is random but what draws from the rng that is passed.
"""

import collections
import json
import math
import re

ABBREVIATIONS = {
    "mr", "mrs", "ms", "dr", "st", "sen", "rep", "gov", "gen", "lt", "col", "jr", "sr", "vs", "no", "inc", "ltd", "co",
    "corp", "u.s", "u.k", "e.g", "i.e", "etc", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct",
    "nov", "dec", "prof", "rev", "fig", "c", "ca", "mt", "ft", "d.c",
}
END = re.compile(r"""[.!?]["'”’)\]]*\s+(?=["'“‘(\[]?[A-Z0-9])|\n+""")
WORD = re.compile(r"\w+")
STOP = set(
    "a an the of in on at to for from by with and or but is are was were be been being do does did has have had it its this "
    "that these those as he she they his her their who whom whose what which when where why how many much there not no i you "
    "we me my your our will would can could should may might about into than then so if s t re ve ll d m".split()
)


def lines(path):
    with open(path, encoding="utf-8") as f:
        return [json.loads(x) for x in f if x.strip()]


def sentences(text):
    out, start = [], 0
    for m in END.finditer(text):
        head = text[start : m.end()].strip()
        last = re.findall(r"[\w.]+$", head.rstrip("\"'”’)] \n").rstrip("."))
        if "\n" not in m.group() and last and (last[0].lower() in ABBREVIATIONS or re.fullmatch(r"[A-Z](\.[A-Z])*", last[0])):
            continue
        if head:
            out.append(head)
        start = m.end()
    if text[start:].strip():
        out.append(text[start:].strip())
    return out


def stem(word):
    for end in ("ing", "edly", "ed", "ies", "es", "s", "ly"):
        if word.endswith(end) and len(word) - len(end) >= 3:
            return word[: -len(end)]
    return word


def terms(text):
    return [stem(w) for w in WORD.findall(text.lower()) if w not in STOP]


class Weights:
    """Inverse document frequencies over sentences."""

    def __init__(self, texts):
        self.df, self.n = collections.Counter(), 0
        for t in texts:
            self.df.update(set(terms(t)))
            self.n += 1

    def of(self, term):
        return math.log((self.n + 1) / (self.df[term] + 0.5))

    def cover(self, question, text):
        """How much of the question's weight the text covers."""
        q, t = set(terms(question)), set(terms(text))
        whole = sum(self.of(x) for x in q) or 1
        return sum(self.of(x) for x in q & t) / whole


def squash(text):
    return re.sub(r"\s+", "", text)


def pair(question, title, sents, i, at, group):
    """One window: a sentence, its neighbours, and which of the three answer (at: indices of those that do; -1: no neighbour)."""
    say = lambda k: int(k in at) if 0 <= k < len(sents) else -1
    return {
        "question": question, "title": title, "before": sents[i - 1] if i else "", "sentence": sents[i],
        "after": sents[i + 1] if i + 1 < len(sents) else "", "label": int(i in at), "beside": (say(i - 1), say(i + 1)), "group": group,
    }


def holders(sents, text):
    """Indices of the sentences that hold an answer text."""
    want = squash(text)
    return [i for i, s in enumerate(sents) if want and want in squash(s)]


def at_offset(context, sents, offset):
    pos = 0
    for i, s in enumerate(sents):
        pos = context.find(s, pos)
        if pos <= offset < pos + len(s):
            return i
        pos += len(s)
    return None


def squad(path, drop):
    """SQuAD-format file -> questions with their paragraph's sentences and the answer's index (None: near miss)."""
    out = []
    with open(path, encoding="utf-8") as f:
        data = json.load(f)["data"]
    for a in data:
        title = re.sub(r"%E2%80%93", "-", a["title"]).replace("_", " ")
        for p in a["paragraphs"]:
            if drop(p["context"]):
                continue
            sents = sentences(p["context"])
            for q in p["qas"]:
                if q.get("is_impossible"):
                    near = [at_offset(p["context"], sents, x["answer_start"]) for x in q.get("plausible_answers", [])[:1]]
                    out.append({"id": q["id"], "question": q["question"].strip(), "title": title, "sents": sents, "at": [], "near": near})
                    continue
                at = {at_offset(p["context"], sents, x["answer_start"]) for x in q["answers"]} - {None}
                if len(at) == 1:
                    out.append({"id": q["id"], "question": q["question"].strip(), "title": title, "sents": sents, "at": sorted(at), "near": [],
                                "answer": q["answers"][0]["text"]})
    return out


def plain_squad(path, drop):
    """A list of {context, qas: [{question, answer}]}: kept where the answer stands in one sentence only."""
    out = []
    with open(path, encoding="utf-8") as f:
        for n, p in enumerate(json.load(f)):
            if drop(p["context"]):
                continue
            sents = sentences(p["context"])
            for k, q in enumerate(p["qas"]):
                at = holders(sents, q["answer"])
                if len(at) == 1:
                    out.append({"id": f"{path}-{n}-{k}", "question": q["question"].strip(), "title": "", "sents": sents, "at": at, "near": [],
                                "answer": q["answer"]})
    return out


def selqa(path):
    out = []
    with open(path, encoding="utf-8") as f:
        for n, x in enumerate(json.load(f)):
            out.append({"id": f"selqa-{n}", "question": x["question"].strip(), "title": x["article"], "sents": [s.strip() for s in x["candidates"]],
                        "at": x["answers"], "near": [], "answer": ""})
    return out


def around(question, weights, rng, negatives=3):
    """Windows of one question: its answer's sentence, that sentence's neighbours, and the likeliest of the others."""
    q, sents, at = question, question["sents"], set(question["at"])
    base = (q["question"], q["title"], sents)
    out = [pair(*base, i, at, q["id"]) for i in sorted(at)]
    rest = [i for i in range(len(sents)) if i not in at]
    near = [i for i in q["near"] if i is not None] or [i for i in rest if i - 1 in at or i + 1 in at]
    rng.shuffle(near)
    rest.sort(key=lambda i: -weights.cover(q["question"], sents[i]) - 0.2 * rng.random())
    chosen = list(dict.fromkeys(near[:1] + rest))[:negatives]
    return out + [pair(*base, i, at, q["id"]) for i in chosen]


OPPOSITES = """first/last largest/smallest biggest/smallest highest/lowest most/least more/less increase/decrease increased/decreased
before/after north/south northern/southern east/west eastern/western male/female men/women man/woman begin/end began/ended start/end
started/ended won/lost win/lose winner/loser minimum/maximum early/late earliest/latest oldest/youngest older/younger new/old
major/minor positive/negative allowed/forbidden legal/illegal include/exclude included/excluded above/below inside/outside
married/divorced born/killed buy/sell bought/sold hired/fired joined/left opened/closed arrived/departed import/export
accept/reject accepted/rejected support/oppose supported/opposed gain/lose gained/lost rich/poor public/private internal/external
add/remove added/removed father/mother son/daughter brother/sister king/queen husband/wife enemy/ally attack/defend high/low
long/short large/small strong/weak hot/cold common/rare same/different best/worst better/worse longest/shortest upper/lower
rise/fall rose/fell raise/cut raised/lowered raises/cuts success/failure agreed/refused approved/banned accused/cleared""".split()
OPPOSITE = {}
for _p in OPPOSITES:
    _a, _b = _p.split("/")
    OPPOSITE.setdefault(_a, _b)
    OPPOSITE.setdefault(_b, _a)
NAME = re.compile(r"\b[A-Z][\w’'-]+(?: (?:of |the )?[A-Z][\w’'-]+)*")
NUMBER = re.compile(r"\b\d[\d,.]*\d\b|\b\d\b")


class Shelf:
    """Names, numbers and words of an article, to put in another's place."""

    def __init__(self, sents):
        text = " ".join(sents)
        self.names = sorted({m for s in sents for m in NAME.findall(s[1:]) if m.split()[0].lower() not in STOP})
        self.numbers = sorted(set(NUMBER.findall(text)))


def spoil(question, shelf, other_words, rng):
    """A question near to this one that its sentence does not answer, or None."""
    text, sentence = question["question"], " ".join(question["sents"][i] for i in question["at"])
    ways = [spoil_name, spoil_number, spoil_opposite, spoil_opposite, spoil_word, spoil_not]
    rng.shuffle(ways)
    for way in ways:
        got = way(text, sentence, shelf, other_words, rng)
        if got and got != text:
            return got
    return None


def spoil_name(text, sentence, shelf, other_words, rng):
    names = [m for m in NAME.finditer(text) if m.start() > 0]
    choice = [n for n in shelf.names if n not in sentence and n not in text]
    if not names or not choice:
        return None
    m = rng.choice(names)
    size = len(m.group().split())
    fit = [n for n in choice if abs(len(n.split()) - size) <= 1] or choice
    return text[: m.start()] + rng.choice(fit) + text[m.end() :]


def spoil_number(text, sentence, shelf, other_words, rng):
    numbers = list(NUMBER.finditer(text))
    if not numbers:
        return None
    m = rng.choice(numbers)
    same = [n for n in shelf.numbers if len(n) == len(m.group()) and n != m.group() and n not in sentence]
    if same and rng.random() < 0.6:
        new = rng.choice(same)
    else:
        digits = list(m.group())
        k = rng.choice([i for i, d in enumerate(digits) if d.isdigit()][-2:])
        digits[k] = rng.choice([d for d in "0123456789" if d != digits[k]])
        new = "".join(digits)
    return text[: m.start()] + new + text[m.end() :]


def spoil_opposite(text, sentence, shelf, other_words, rng):
    hits = [m for m in WORD.finditer(text) if m.group().lower() in OPPOSITE and OPPOSITE[m.group().lower()] not in sentence.lower()]
    if not hits:
        return None
    m = rng.choice(hits)
    return text[: m.start()] + OPPOSITE[m.group().lower()] + text[m.end() :]


def spoil_word(text, sentence, shelf, other_words, rng):
    held = set(terms(sentence))
    hits = [m for m in WORD.finditer(text) if m.start() > 0 and m.group().islower() and len(m.group()) > 3 and m.group() not in STOP and stem(m.group()) in held]
    if not hits or not other_words:
        return None
    m = rng.choice(hits)
    end = m.group()[-1]
    fit = [w for w in other_words if w[-1] == end and stem(w) not in held and w not in text] or None
    return text[: m.start()] + rng.choice(fit) + text[m.end() :] if fit else None


def spoil_not(text, sentence, shelf, other_words, rng):
    if rng.random() < 0.5:
        return None
    m = re.search(r"\b(is|are|was|were|did|does|do|can|could|has|had|have|will|would) ((?:the |a )?[\w’'-]+)", text)
    return text[: m.end()] + rng.choice([" not", " never"]) + text[m.end() :] if m and not re.search(r"\b(not|never)\b|n't", text) else None


CHATTY = ["hey ", "so ", "um ", "do you know ", "does anyone know ", "quick question ", "pls tell me ", "i wonder ", "tell me ", "any idea "]


def as_typed(text, rng):
    """The question as a member of a chat types it: now and then without its mark, with slips and short forms."""
    text = text.strip()
    if rng.random() < 0.5:
        text = text.rstrip("?").strip()
    if rng.random() < 0.25:
        for long, short in (("What is ", "whats "), ("Who is ", "whos "), ("Where is ", "wheres "), ("When is ", "whens "), ("What ", "wat "), ("You ", "u ")):
            if text.startswith(long) and rng.random() < 0.7:
                text = short + text[len(long) :]
                break
    if rng.random() < 0.06:
        text = rng.choice(CHATTY) + text
    if rng.random() < 0.06:
        text = " ".join(w for w in text.split() if w.lower() not in {"the", "a", "an", "did", "does", "do", "is", "was"}) or text
    if rng.random() < 0.15:
        text = slip(text, rng)
    return text


def slip(text, rng):
    words = text.split()
    long = [i for i, w in enumerate(words) if len(w) > 3 and w.isalpha()]
    for i in rng.sample(long, min(len(long), rng.choice([1, 1, 2]))):
        w = words[i]
        k = rng.randrange(1, len(w) - 1)
        how = rng.randrange(3)
        words[i] = w[:k] + w[k + 1 :] if how == 0 else w[: k] + w[k + 1] + w[k] + w[k + 2 :] if how == 1 else w[:k] + w[k] + w[k:]
    return " ".join(words)


def external(folder, drop):
    """Questions of the public sets: see train.py."""
    out = []
    for name in ("squad2-part.json", "squadshifts-wiki.json"):
        out += squad(f"{folder}/{name}", drop)
    for name in ("train", "test", "valid"):
        out += plain_squad(f"{folder}/squad-{name}.json", drop)
    for name in ("dev", "test"):
        out += selqa(f"{folder}/selqa-{name}.json")
    return out


def external_pairs(questions, rng, spoiled=0.95):
    weights = Weights(s for q in {id(q["sents"]): q for q in questions}.values() for s in q["sents"])
    shelves, words = {}, collections.defaultdict(set)
    for q in questions:
        words[q["title"]].update(w for w in WORD.findall(q["question"]) if w.islower() and len(w) > 3 and w not in STOP)
    titles = collections.defaultdict(list)
    for q in questions:
        titles[q["title"]].append(q["sents"])
    for t, all_sents in titles.items():
        uniq = {id(s): s for s in all_sents}
        shelves[t] = Shelf([x for s in list(uniq.values())[:60] for x in s])
    words = {t: sorted(w) for t, w in words.items()}
    out = []
    for q in questions:
        out += around(q, weights, rng, 1 if q["at"] and rng.random() < 0.7 else 2)
        if q["at"] and rng.random() < spoiled:
            got = spoil(q, shelves[q["title"]], words[q["title"]], rng)
            if got:
                out += [pair(got, q["title"], q["sents"], i, (), q["id"] + "-spoiled") for i in q["at"][:1]]
    return out


def ranked(question, passages, titles, weights, limit=12):
    """The candidates that a search's passages give: their sentences, best covering first, as windows."""
    seen, out = set(), []
    for rank, p in enumerate(passages):
        sents = sentences(p["text"])
        for i, s in enumerate(sents):
            key = (p["article"]["id"], squash(s))
            if key in seen or len(WORD.findall(s)) < 3:
                continue
            seen.add(key)
            window = " ".join(sents[max(0, i - 1) : i + 2])
            score = weights.cover(question, s + " " + titles[p["article"]["id"]]) + 0.3 * weights.cover(question, window) - 0.02 * rank
            c = pair(question, titles[p["article"]["id"]], sents, i, (), "")
            c["beside"] = (-1, -1)
            c.update(article=p["article"]["id"], score=score, lexical=weights.cover(question, s), rank=rank)
            out.append(c)
    out.sort(key=lambda c: -c["score"])
    return out[:limit]


def folder(name, data, base):
    """An evaluation folder -> its questions, each with the candidates of its search, labelled by the evidence."""
    articles = {a["id"]: a for a in lines(f"{data}/{name}/articles.jsonl")}
    titles = {i: a["title"] for i, a in articles.items()}
    found = {r["id"]: r["passages"] for r in lines(f"{base}/{name}.search.jsonl")}
    weights = Weights(s for a in articles.values() for s in sentences(a["body"]))
    out = []
    for q in lines(f"{data}/{name}/questions.jsonl"):
        cands = ranked(q["question"], found.get(q["id"], []), titles, weights)
        for c in cands:
            c["group"] = q["id"]
            for e in q["evidence"]:
                whole, part = squash(e["quote"]), squash(c["sentence"])
                if e["article"] != c["article"]:
                    continue
                want = squash(e.get("sentence", ""))
                if want:
                    c["label"] |= int(whole in part and (part in want or want in part or len(whole) > 12))
                else:
                    c["label"] |= int(whole in part or (len(part) > 25 and part in whole))
        out.append(dict(q, cands=cands))
    return out
