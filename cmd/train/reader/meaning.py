"""Makes the table of retrieval/meaning: a vector for each word piece.

Usage: meaning.py FOLDER OUT: -> OUT/table.bin; docs/reader.md says what FOLDER holds.

Each piece goes through all-MiniLM-L6-v2 alone, and its vector, in the 128 directions in which sentences differ most, is
scaled by how rare the piece is (Arora et al., 2017). The vectors are then trained so that the sum over a text's pieces comes
near what the encoder makes of the whole text, and so that a question's sum lies nearest to that of the sentence that answers
it, among 256 others. What stands in squad2's articles is left out.
"""

import json
import random
import re
import struct
import sys

import numpy
import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from tokenizers import BertWordPieceTokenizer

import data

WIDTH, SPECIAL, TEXTS, PIECES = 128, 7, 12000, 100
EPOCHS, BATCH, RATE, SHARPNESS, RARE = 6, 256, 0.003, 20, 1e-3
PAIRS, TEACHER, ALIKE = 0.5, 5, 20  # what each part of the loss counts


class Encoder:
    """all-MiniLM-L6-v2: texts -> vectors of length 1."""

    def __init__(self, folder):
        self.w = {k.removeprefix("bert.").removeprefix("0.auto_model."): v.float() for k, v in load_file(f"{folder}/model.safetensors").items()}
        self.tok = BertWordPieceTokenizer(f"{folder}/vocab.txt", lowercase=True)
        with open(f"{folder}/vocab.txt", encoding="utf-8") as f:
            self.place = {w.rstrip("\n"): i for i, w in enumerate(f)}

    def dense(self, x, name):
        return F.linear(x, self.w[name + ".weight"], self.w[name + ".bias"])

    def norm(self, x, name):
        return F.layer_norm(x, (384,), self.w[name + ".weight"], self.w[name + ".bias"], 1e-12)

    @torch.no_grad()
    def of_ids(self, batch):
        most = max(map(len, batch))
        ids, mask = torch.zeros(len(batch), most, dtype=torch.long), torch.zeros(len(batch), most)
        for i, x in enumerate(batch):
            ids[i, : len(x)], mask[i, : len(x)] = torch.tensor(x), 1
        e = "embeddings."
        x = self.w[e + "word_embeddings.weight"][ids] + self.w[e + "position_embeddings.weight"][:most] + self.w[e + "token_type_embeddings.weight"][0]
        x = self.norm(x, e + "LayerNorm")
        for layer in range(6):
            p = f"encoder.layer.{layer}."
            q, k, v = (self.dense(x, p + f"attention.self.{n}").view(len(batch), most, 12, 32).transpose(1, 2) for n in ("query", "key", "value"))
            a = F.scaled_dot_product_attention(q, k, v, attn_mask=mask[:, None, None, :] > 0).transpose(1, 2).reshape(len(batch), most, 384)
            x = self.norm(x + self.dense(a, p + "attention.output.dense"), p + "attention.output.LayerNorm")
            x = self.norm(x + self.dense(F.gelu(self.dense(x, p + "intermediate.dense")), p + "output.dense"), p + "output.LayerNorm")
        return F.normalize((x * mask[:, :, None]).sum(1) / mask.sum(1, keepdim=True), dim=1)

    def of(self, texts, most=64):
        ids = [[101] + e.ids[:most] + [102] for e in self.tok.encode_batch(texts, add_special_tokens=False)]
        out = torch.zeros(len(ids), 384)
        order = sorted(range(len(ids)), key=lambda i: len(ids[i]))
        for i in range(0, len(order), 64):
            out[order[i : i + 64]] = self.of_ids([ids[j] for j in order[i : i + 64]])
        return out

    def pieces(self, pieces):
        ids = [[101, self.place.get(p, 100), 102] for p in pieces]
        return torch.cat([self.of_ids(ids[i : i + 512]) for i in range(0, len(ids), 512)])


def paragraphs(raw):
    """(context, [(question, answer, its place or None)]) of the sets in SQuAD's format and of SQuAD 1.1's part."""
    for name in ("squadshifts-wiki", "squadshifts-reddit", "squadshifts-amazon", "squad2-part"):
        with open(f"{raw}/{name}.json", encoding="utf-8") as f:
            for article in json.load(f)["data"]:
                for p in article["paragraphs"]:
                    answers = [(q["question"], q["answers"][0]["text"], q["answers"][0]["answer_start"]) for q in p["qas"] if q.get("answers")]
                    yield p["context"], answers, [q["question"] for q in p["qas"]]
    for name in ("squad-train", "squad-valid", "squad-test"):
        with open(f"{raw}/{name}.json", encoding="utf-8") as f:
            for p in json.load(f):
                yield p["context"], [(q["question"], str(q["answer"]), None) for q in p["qas"]], []


def answering(context, answer, start):
    """The sentence of the context that holds the answer, or None."""
    at = 0
    for s in data.sentences(context):
        at = context.find(s, at)
        if (answer in s) if start is None else (at <= start < at + len(s)):
            return s
        at += len(s)
    return None


def collect(folder):
    """Questions with the sentences that answer them, and texts for the encoder to judge."""
    held = {s for a in data.lines(f"{folder}/data/squad2/articles.jsonl") for s in data.sentences(a["body"])}
    pairs, texts = [], set()
    for context, answers, questions in paragraphs(f"{folder}/raw"):
        texts.update(re.split(r"(?<=[.!?])\s+|\n+", context) + questions)
        pairs += [(q, s) for q, a, start in answers if (s := answering(context, a, start)) and s not in held]
    for name in ("selqa-dev", "selqa-test"):
        with open(f"{folder}/raw/{name}.json", encoding="utf-8") as f:
            pairs += [(x["question"], x["candidates"][i]) for x in json.load(f) for i in x["answers"][:1]]
    for event in data.lines(f"{folder}/data/allsides/events.jsonl"):
        for a in event["articles"]:
            texts.update(re.split(r"(?<=[.!?])\s+|\n+", a["title"] + "\n" + a["body"]))
    for a in data.lines(f"{folder}/data/basil/articles.jsonl"):
        texts.update(re.split(r"(?<=[.!?])\s+|\n+", a["title"] + "\n" + a["body"]))
    texts = sorted(t for t in texts if 20 < len(t) < 400 and t not in held)
    random.Random(1).shuffle(texts)
    return pairs, texts[:TEXTS]


def train(start, pairs, texts, teacher, ids):
    bag = torch.nn.EmbeddingBag.from_pretrained(start, freeze=False, mode="sum")
    asked, said, told = (ids(x) for x in ([p[0] for p in pairs], [p[1] for p in pairs], texts))

    def pooled(all_ids, which):
        batch = [all_ids[i] for i in which]
        starts = torch.tensor([0] + [len(x) for x in batch[:-1]]).cumsum(0)
        return F.normalize(bag(torch.cat(batch), starts), dim=1)

    adam, rng = torch.optim.Adam(bag.parameters(), lr=RATE), random.Random(3)
    a, b = list(range(len(pairs))), list(range(len(texts)))
    for epoch in range(EPOCHS):
        rng.shuffle(a), rng.shuffle(b)
        for k in range(0, len(a) - BATCH, BATCH):
            which = [b[(k + i) % len(b)] for i in range(BATCH)]
            odds = SHARPNESS * pooled(asked, a[k : k + BATCH]) @ pooled(said, a[k : k + BATCH]).T
            own, t = torch.arange(BATCH), teacher[which]
            v = pooled(told, which)
            loss = PAIRS * (F.cross_entropy(odds, own) + F.cross_entropy(odds.T, own)) / 2
            loss = loss + TEACHER * (1 - (v * t).sum(1)).mean() + ALIKE * ((v @ v.T - t @ t.T) ** 2).mean()
            adam.zero_grad(), loss.backward(), adam.step()
        print(epoch, round(loss.item(), 4), flush=True)
    return bag.weight.detach()


def write(table, vocabulary, out):
    """Each vector in eight bits of its own largest number, which in sixteen bits of the largest of all is its weight."""
    table = table.numpy().copy()
    table[:SPECIAL] = 0
    largest = numpy.abs(table).max(1)
    vectors = numpy.round(table / numpy.maximum(largest, 1e-12)[:, None] * 127).astype("<i1")
    weights = numpy.round(largest / largest.max() * 65535).astype("<u2")
    with open(f"{out}/table.bin", "wb") as f:
        f.write(b"meaning1" + struct.pack("<II", len(vocabulary), len(table)) + vocabulary + weights.tobytes() + vectors.tobytes())


def main(folder, out):
    torch.manual_seed(3)
    with open(f"{folder}/vocab.txt", "rb") as f:
        vocabulary = f.read()
    pieces = vocabulary.decode().split("\n")[:-1]
    encoder = Encoder(f"{folder}/minilm")
    pairs, texts = collect(folder)
    judged = encoder.of(texts)
    mean = judged.mean(0)
    _, _, directions = torch.pca_lowrank(judged - mean, WIDTH, center=False, niter=4)
    teacher = F.normalize((judged - mean) @ directions, dim=1)
    rank = torch.arange(1, len(pieces) + 1, dtype=torch.float)
    rare = RARE / (RARE + 1 / (rank * float(numpy.log(len(pieces)))))
    start = F.normalize((encoder.pieces(pieces) - mean) @ directions, dim=1) * rare[:, None]
    start[:SPECIAL] = 0
    tok = BertWordPieceTokenizer(f"{folder}/vocab.txt", lowercase=True)
    ids = lambda all_texts: [torch.tensor(e.ids[:PIECES] or [1]) for e in tok.encode_batch(all_texts, add_special_tokens=False)]
    print(len(pairs), "pairs", len(texts), "texts", flush=True)
    write(train(start, pairs, texts, teacher, ids), vocabulary, out)


if __name__ == "__main__":
    main(*sys.argv[1:])
