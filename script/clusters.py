#!/usr/bin/env python3
"""Makes data/names/clusters.bin: words that are used alike, in 1,000 groups and 64 groups of those.

    python3 script/clusters.py FOLDER

FOLDER is the unpacked wheel of PyPI's ja-ginza 5.3.0 (MIT), of which only the word vectors are used: chiVe (Works Applications,
Apache-2.0). Needs `pip install numpy srsly`. The layout stands in data/names/README.md.
"""
import glob, json, os, re, struct, sys, unicodedata

import numpy
import srsly

from names import OUT, hashed, pack, varint

FINE, COARSE, ROUNDS = 1000, 64, 25
WORD = re.compile(r'[ぁ-ゖァ-ヺー一-鿿々A-Za-z]{1,12}')


def string_hash(data, seed=1):
    """MurmurHash64A, by which the vectors are kept."""
    mask, m, r = (1 << 64) - 1, 0xc6a4a7935bd1e995, 47
    h = seed ^ len(data) * m & mask
    whole = len(data) // 8
    for k in struct.unpack_from('<%dQ' % whole, data):
        k = k * m & mask
        k = (k ^ k >> r) * m & mask
        h = (h ^ k) * m & mask
    if data[whole * 8:]:
        h = (h ^ int.from_bytes(data[whole * 8:], 'little')) * m & mask
    h = (h ^ h >> r) * m & mask
    return h ^ h >> r


def groups(points, count):
    """Means by the cosine; the same points give the same groups."""
    chance = numpy.random.RandomState(7)
    means = points[chance.choice(len(points), count, False)]
    for _ in range(ROUNDS):
        nearest = numpy.argmax(points @ means.T, 1)
        sums = numpy.zeros_like(means)
        numpy.add.at(sums, nearest, points)
        empty = numpy.linalg.norm(sums, axis=1) == 0
        sums[empty] = points[chance.choice(len(points), empty.sum())]
        means = sums / numpy.linalg.norm(sums, axis=1, keepdims=True)
    return numpy.argmax(points @ means.T, 1), means


def main(folder):
    vocab = os.path.dirname(glob.glob(os.path.join(folder, '**', 'key2row'), recursive=True)[0])
    vectors = numpy.load(os.path.join(vocab, 'vectors'))
    rows = srsly.read_msgpack(os.path.join(vocab, 'key2row'))
    points = vectors / numpy.maximum(numpy.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    fine, means = groups(points, FINE)
    coarse, _ = groups(means, COARSE)
    table = {}
    with open(os.path.join(vocab, 'strings.json'), encoding='utf-8') as file:
        for word in json.load(file):
            row = rows.get(string_hash(word.encode()))
            if row is not None and WORD.fullmatch(word):
                table.setdefault(hashed(unicodedata.normalize('NFKC', word)), int(fine[row]) + 1)
    keys = sorted(table)
    gaps = b''.join(varint(key - before) for before, key in zip([0] + keys, keys))
    numbers = [table[key] for key in keys]
    body = struct.pack('<I', len(keys)) + bytes([0] + [int(group) + 1 for group in coarse])
    body += bytes(number & 255 for number in numbers) + bytes(number >> 8 for number in numbers) + gaps
    pack(os.path.join(OUT, 'clusters.bin'), body)


if __name__ == '__main__':
    main(sys.argv[1])
