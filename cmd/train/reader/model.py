"""The reader's network: the lowest layers of MiniLM reading question and window, a score at each sentence's mark."""

import collections
import re

import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import load_file
from tokenizers import BertWordPieceTokenizer

PAD, UNK, CLS, SEP, BEFORE, HERE, AFTER = range(7)
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[unused0]", "[unused1]", "[unused2]"]
QUESTION, TITLE, SENTENCE, BESIDE, WHOLE = 40, 14, 52, (20, 8), 112
HEADS, WIDTH, INNER = 12, 384, 1536


def prune(vocabulary, texts, keep=20000, seen=3):
    """The word pieces worth keeping, with their places in the old table."""
    tok = BertWordPieceTokenizer(vocabulary, lowercase=True)
    counts = collections.Counter()
    for i in range(0, len(texts), 1000):
        for e in tok.encode_batch(texts[i : i + 1000], add_special_tokens=False):
            counts.update(e.ids)
    with open(vocabulary, encoding="utf-8") as f:
        old = [x.rstrip("\n") for x in f]
    place = {w: i for i, w in enumerate(old)}
    out = [(w, place[w]) for w in SPECIAL]
    for i, w in enumerate(old):
        if w in SPECIAL or re.fullmatch(r"\[.+\]", w):
            continue
        latin = all(ord(c) < 0x180 or 0x2000 <= ord(c) < 0x2100 for c in w)
        if latin and (i < keep or counts[i] >= seen):
            out.append((w, i))
    return out


class Pieces:
    """Texts -> ids, as the Go program makes them."""

    def __init__(self, vocabulary):
        self.tok = BertWordPieceTokenizer(vocabulary, lowercase=True)

    def ids(self, texts):
        return [e.ids for e in self.tok.encode_batch(texts, add_special_tokens=False)]


def window(question, title, before, sentence, after):
    """Ids and kinds (0 question, 1 window) of one window, the marks' places (-1: cut or none), by the bounds above."""
    q, t, s = question[:QUESTION], title[:TITLE], sentence[:SENTENCE]
    room = max(0, WHOLE - 6 - len(q) - len(t) - len(s))
    b = before[-min(BESIDE[0], room) :] if room else []
    a = after[: min(BESIDE[1], room - len(b))]
    ids = [CLS] + q + [SEP] + t + [BEFORE] + b + [HERE] + s + [AFTER] + a + [SEP]
    kinds = [0] * (len(q) + 2) + [1] * (len(ids) - len(q) - 2)
    at = len(q) + 2 + len(t)
    marks = (at, at + 1 + len(b), at + 2 + len(b) + len(s))
    whole = (bool(b) and len(b) == len(before), bool(a) and len(a) == len(after))
    return ids, kinds, marks, whole


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x, mask, drop, at=None):
        """The tokens' next vectors; of those at the given places only, if they are given."""
        n, t, _ = x.shape
        split = lambda y: y.view(n, -1, HEADS, WIDTH // HEADS).transpose(1, 2)
        asked = x if at is None else x.gather(1, at[:, :, None].expand(-1, -1, WIDTH))
        w, b = self.qkv.weight, self.qkv.bias
        q = split(F.linear(asked, w[:WIDTH], b[:WIDTH]))
        k, v = F.linear(x, w[WIDTH:], b[WIDTH:]).split(WIDTH, 2)
        a = F.scaled_dot_product_attention(q, split(k.contiguous()), split(v.contiguous()), attn_mask=mask)
        a = self.out(a.transpose(1, 2).reshape(n, -1, WIDTH))
        x = self.norm1(asked + F.dropout(a, drop, self.training))
        h = self.down(F.gelu(self.up(x)))
        return self.norm2(x + F.dropout(h, drop, self.training))


class Reader(nn.Module):
    def __init__(self, pieces, layers, drop=0.1):
        super().__init__()
        self.word = nn.Embedding(pieces, WIDTH)
        self.place = nn.Embedding(WHOLE, WIDTH)
        self.kind = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.score = nn.Linear(WIDTH, 1)
        self.drop = drop

    def forward(self, ids, kinds, marks):
        """Scores of the three marks of each window."""
        x = self.word(ids) + self.place.weight[: ids.shape[1]] + self.kind(kinds)
        x = F.dropout(self.norm(x), self.drop, self.training)
        mask = (ids != PAD)[:, None, None, :]
        for layer in self.layers[:-1]:
            x = layer(x, mask, self.drop)
        return self.score(self.layers[-1](x, mask, self.drop, marks).float()).squeeze(2)


def from_minilm(weights, places, layers):
    """A reader out of MiniLM's safetensors file: the named layers, and the rows of the kept pieces."""
    w = load_file(weights)
    m = Reader(len(places), len(layers))
    with torch.no_grad():
        m.word.weight.copy_(w["embeddings.word_embeddings.weight"][places])
        sep = w["embeddings.word_embeddings.weight"][102]
        for mark in (BEFORE, HERE, AFTER):
            m.word.weight[mark].copy_(sep + 0.02 * torch.randn(WIDTH))
        m.place.weight.copy_(w["embeddings.position_embeddings.weight"][:WHOLE])
        m.kind.weight.copy_(w["embeddings.token_type_embeddings.weight"])
        m.norm.weight.copy_(w["embeddings.LayerNorm.weight"])
        m.norm.bias.copy_(w["embeddings.LayerNorm.bias"])
        for ours, theirs in zip(m.layers, layers):
            p = f"encoder.layer.{theirs}."
            for kind in ("weight", "bias"):
                getattr(ours.qkv, kind).copy_(torch.cat([w[f"{p}attention.self.{x}.{kind}"] for x in ("query", "key", "value")]))
                for name, old in (("out", "attention.output.dense"), ("norm1", "attention.output.LayerNorm"), ("up", "intermediate.dense"),
                                  ("down", "output.dense"), ("norm2", "output.LayerNorm")):
                    getattr(getattr(ours, name), kind).copy_(w[f"{p}{old}.{kind}"])
        m.score.weight.normal_(0, 0.02)
        m.score.bias.zero_()
    return m
