"""Writes a trained reader as answers/reader embeds it, and what its tests compare with.

Usage: export.py FOLDER NAME OUT: FOLDER/NAME.pt -> OUT/model.bin, OUT/testdata/golden.json
"""

import json
import struct
import sys

import torch

import model
import train

TEXTS = [
    "Who won?", "whats the CAPITAL of FRANCE", "Café—naïve Ångström’s “quoted” text…", "¿Qué pasó? ¡Nada!", "3.14 billion (US$1,234.56)",
    "state-of-the-art e-mail@example.org #tag", "日本語 text 漢字", "tab\tand\nnewline\u00a0space\u3000wide", "zero\u200bwidth \u00adsoft hyphen \x07bell",
    "Straße ÜBER İstanbul ǅ", "e\u0301 combining", "Владимир Путин", "emoji 😀 here", "a" * 120, "unbelievably antidisestablishmentarianism", "",
    "   ", "don't can't won't", "###", "½ ⅓ ²", "ﬁ ligature", "हिन्दी", "U.S.-led", "supercalifragilistic xqzt",
]
CASES = [
    ("Who founded the bakery?", "A bakery and its street", "The bakery stands on Mill Lane.", "It was founded in 1921 by Ada Brandt, a baker from Kiel.", "Her son took it over in 1950."),
    ("Who founded the bakery?", "A bakery and its street", "It was founded in 1921 by Ada Brandt.", "Her son took it over in 1950.", "He sold it ten years later."),
    ("when did the bridge open", "New bridge over the Arl", "", "The bridge opened to traffic on 3 May 2019 after four years of work.", ""),
    ("When did the tunnel open?", "New bridge over the Arl", "", "The bridge opened to traffic on 3 May 2019 after four years of work.", ""),
    ("how many people were hurt in the fire", "Fire at a paint works", "A fire broke out on Tuesday.", "Twelve workers were taken to hospital, two of them with burns.", "The cause is not known."),
    ("how much did the fire cost", "Fire at a paint works", "A fire broke out on Tuesday.", "Twelve workers were taken to hospital, two of them with burns.", "The cause is not known."),
    ("why was the match called off", "", "", "The match was called off because the pitch was frozen.", ""),
    ("", "", "", "", ""),
    ("what did the minister say about the dam " * 12, "Title " * 30, "Before it all. " * 40, "The minister said that the dam was safe and would hold. " * 12, "After it all. " * 40),
]


def lowest(matrix):
    """Weights as eight bits, a scale an output."""
    scale = matrix.abs().amax(1, keepdim=True).clamp(min=1e-12) / 127
    return scale, torch.round(matrix / scale).clamp(-127, 127)


def main(folder, name, out):
    net, pieces = train.load(folder, name)
    net.eval()
    with open(f"{folder}/vocab.txt", "rb") as f:
        vocabulary = f.read()
    floats = lambda t: t.detach().float().contiguous().numpy().astype("<f4").tobytes()
    ints = lambda t: t.detach().to(torch.int8).contiguous().numpy().tobytes()
    with torch.no_grad():
        scale, words = lowest(net.word.weight)
        net.word.weight.copy_(words * scale)
        parts = [b"reader1\n", struct.pack("<III", len(net.layers), len(vocabulary), len(words)), vocabulary, floats(scale), ints(words),
                 floats(net.place.weight), floats(net.kind.weight), floats(net.norm.weight), floats(net.norm.bias)]
        for layer in net.layers:
            for item in (layer.qkv, layer.out, layer.norm1, layer.up, layer.down, layer.norm2):
                if isinstance(item, torch.nn.LayerNorm):
                    parts += [floats(item.weight), floats(item.bias)]
                    continue
                scale, weights = lowest(item.weight)
                item.weight.copy_(weights * scale)
                parts += [floats(scale), ints(weights), floats(item.bias)]
        parts += [floats(net.score.weight), floats(net.score.bias)]
    with open(f"{out}/model.bin", "wb") as f:
        f.write(b"".join(parts))
    golden = {"pieces": [{"text": t, "ids": i} for t, i in zip(TEXTS, pieces.ids(TEXTS))], "scores": []}
    reach = []
    for layer in net.layers:
        layer.up.register_forward_hook(lambda m, i, o: reach.append(o.max().item()))
    for case in CASES:
        ids, kinds, marks, _ = model.window(*(x for x in pieces.ids(list(case))))
        with torch.no_grad():
            got = net(torch.tensor([ids]), torch.tensor([kinds]), torch.tensor([marks]))
        golden["scores"].append(dict(zip(("question", "title", "before", "sentence", "after"), case), ids=ids, score=round(got[0, 1].item(), 4)))
    with open(f"{out}/testdata/golden.json", "w", encoding="utf-8") as f:
        json.dump(golden, f, ensure_ascii=False, indent=1)
        f.write("\n")
    print("bytes", sum(map(len, parts)), "largest input of GELU", max(reach))


if __name__ == "__main__":
    main(*sys.argv[1:])
