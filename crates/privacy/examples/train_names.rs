//! Trains and measures the reader of names; `script/train` runs it. Not part of the program. Texts are lines of JSON:
//! `{"id", "text", "spans": [{"start", "end", "label"}]}`, of which spans labelled `person…` count.
//!
//! ```text
//! train_names [--train FILE]… [--renamed FILE] [--folds FILE] [--test FILE]… [--out WEIGHTS] [--errors N] [--epochs N] …
//! ```
//!
//! `--folds` measures by five-fold cross-validation over articles (the id before its hyphen); sentences of `--renamed` count with
//! the article they come from. `--out` writes the weights learned from `--train` and `--renamed`, not yet compressed.

#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    clippy::needless_range_loop,
    missing_docs
)]

use std::collections::BTreeMap;

use privacy::names::{
    chain::{BEGIN, Chain, END, INSIDE, OUT, SINGLE, Scores, TAGS, may_follow},
    decode::decode,
    features::{BITS, Classes, Features, Group},
    lists::Lists,
    pieces::{Cutter, Piece},
};
use serde_json::Value;
use text::words::Dictionary;

struct Line {
    features: Vec<Vec<(Group, u32)>>,
    gold: Vec<usize>,
    pieces: Vec<Piece>,
}

struct Document {
    id: String,
    text: String,
    spans: Vec<(usize, usize)>,
    lines: Vec<Line>,
}

struct Weights {
    features: Vec<Scores>,
    transitions: [Scores; TAGS],
}

struct Settings {
    epochs: usize,
    rate: f32,
    decay: f32,
    drop_own: f32,
    drop_around: f32,
    drop_class: f32,
}

fn documents(path: &str, dictionary: &Dictionary, lists: &Lists, classes: &Classes) -> Vec<Document> {
    let mut cutter = Cutter::new(dictionary.splitter(), lists);
    let mut features = Features::default();
    let text = std::fs::read_to_string(path).expect(path);
    text.lines()
        .map(|line| {
            let row: Value = serde_json::from_str(line).expect("a JSON object a line");
            let text = row["text"].as_str().unwrap().to_owned();
            let place = |span: &Value, key: &str| span[key].as_u64().unwrap() as usize;
            let is_name = |span: &&Value| span["label"].as_str().unwrap().to_lowercase().starts_with("person");
            let spans: Vec<(usize, usize)> =
                row["spans"].as_array().unwrap().iter().filter(is_name).map(|span| (place(span, "start"), place(span, "end"))).collect();
            let cut = cutter.cut(&text);
            let lines = privacy::names::lines(&cut)
                .map(|pieces| {
                    features.read(&cut.normal, pieces, classes, lists);
                    let all = (0..pieces.len())
                        .map(|place| {
                            let mut all = Vec::new();
                            features.each(place, |group, feature| all.push((group, feature)));
                            all
                        })
                        .collect();
                    Line { features: all, gold: tags(pieces, &spans), pieces: pieces.to_vec() }
                })
                .collect();
            Document { id: row["id"].as_str().unwrap().to_owned(), text, spans, lines }
        })
        .collect()
}

fn tags(pieces: &[Piece], spans: &[(usize, usize)]) -> Vec<usize> {
    let mut tags = vec![OUT; pieces.len()];
    for (start, end) in spans {
        let covers = |piece: &Piece| {
            let shared = piece.chars.end.min(*end).saturating_sub(piece.chars.start.max(*start));
            2 * shared > piece.chars.len() || (shared > 0 && shared == end - start)
        };
        let places: Vec<usize> = (0..pieces.len()).filter(|place| covers(&pieces[*place])).collect();
        if let [first, .., last] = places[..] {
            places.iter().for_each(|place| tags[*place] = INSIDE);
            (tags[first], tags[last]) = (BEGIN, END);
        } else if let [only] = places[..] {
            tags[only] = SINGLE;
        }
    }
    tags
}

fn random(state: &mut u64) -> f32 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    (*state >> 40) as f32 / (1u64 << 24) as f32
}

fn scores(line: &Line, weights: &Weights) -> Vec<Scores> {
    line.features
        .iter()
        .map(|features| {
            let mut sum = [0.0; TAGS];
            for (_, feature) in features {
                let row = &weights.features[*feature as usize];
                (0..TAGS).for_each(|tag| sum[tag] += row[tag]);
            }
            sum
        })
        .collect()
}

fn train(lines: &[&Line], settings: &Settings) -> Weights {
    let size = 1usize << BITS;
    let mut seen = vec![0u8; size];
    for (_, feature) in lines.iter().flat_map(|line| line.features.iter().flatten()) {
        seen[*feature as usize] = seen[*feature as usize].saturating_add(1);
    }
    let mut weights = Weights { features: vec![[0.0; TAGS]; size], transitions: [[0.0; TAGS]; TAGS] };
    let mut squares = vec![[1e-6f32; TAGS]; size];
    let mut transition_squares = [[1e-6f32; TAGS]; TAGS];
    let mut average = Weights { features: vec![[0.0; TAGS]; size], transitions: [[0.0; TAGS]; TAGS] };
    let averaged_from = settings.epochs / 2;
    let mut state = 0x1234_5678_9ABC_DEF1u64;
    let mut order: Vec<usize> = (0..lines.len()).collect();
    let mut chain = Chain::default();
    for epoch in 0..settings.epochs {
        for place in (1..order.len()).rev() {
            order.swap(place, (random(&mut state) * (place + 1) as f32) as usize);
        }
        for number in &order {
            let line = lines[*number];
            let kept: Vec<Vec<u32>> = line
                .features
                .iter()
                .map(|features| {
                    features
                        .iter()
                        .filter(|(group, feature)| {
                            let drop = match group {
                                Group::Own => settings.drop_own,
                                Group::Around => settings.drop_around,
                                Group::Class => settings.drop_class,
                            };
                            seen[*feature as usize] > 1 && random(&mut state) >= drop
                        })
                        .map(|(_, feature)| *feature)
                        .collect()
                })
                .collect();
            let scored: Vec<Scores> = kept
                .iter()
                .map(|features| {
                    let mut sum = [0.0; TAGS];
                    for feature in features {
                        let row = &weights.features[*feature as usize];
                        (0..TAGS).for_each(|tag| sum[tag] += row[tag]);
                    }
                    sum
                })
                .collect();
            chain.run(&scored, &weights.transitions);
            for (place, features) in kept.iter().enumerate() {
                let mut gradient = chain.tags(place);
                gradient[line.gold[place]] -= 1.0;
                if gradient.iter().all(|value| value.abs() < 1e-4) {
                    continue;
                }
                for feature in features {
                    let (row, square) = (&mut weights.features[*feature as usize], &mut squares[*feature as usize]);
                    for tag in 0..TAGS {
                        let step = gradient[tag] + settings.decay * row[tag];
                        square[tag] += step * step;
                        row[tag] -= settings.rate * step / square[tag].sqrt();
                    }
                }
                if place + 1 < kept.len() {
                    for tag in 0..TAGS {
                        for next in (0..TAGS).filter(|next| may_follow(tag, *next)) {
                            let gold = f32::from(u8::from(line.gold[place] == tag && line.gold[place + 1] == next));
                            let step = chain.pair(place, tag, next) - gold;
                            transition_squares[tag][next] += step * step;
                            weights.transitions[tag][next] -= settings.rate * step / transition_squares[tag][next].sqrt();
                        }
                    }
                }
            }
        }
        if epoch >= averaged_from {
            let share = 1.0 / (settings.epochs - averaged_from) as f32;
            for (sum, row) in average.features.iter_mut().zip(&weights.features) {
                (0..TAGS).for_each(|tag| sum[tag] += share * row[tag]);
            }
            for tag in 0..TAGS {
                (0..TAGS).for_each(|next| average.transitions[tag][next] += share * weights.transitions[tag][next]);
            }
        }
    }
    average
}

type Prediction = Vec<(usize, usize, f32)>;

fn predict(document: &Document, weights: &Weights, floor: f32) -> Prediction {
    let mut chain = Chain::default();
    let mut found = Vec::new();
    for line in &document.lines {
        chain.run(&scores(line, weights), &weights.transitions);
        for span in decode(&chain, line.pieces.len(), floor) {
            found.push((line.pieces[span.start].chars.start, line.pieces[span.end - 1].chars.end, span.confidence));
        }
    }
    found
}

fn report(title: &str, documents: &[(&Document, Prediction)]) {
    println!("== {title}");
    for threshold in [0.7, 0.6, 0.5, 0.45, 0.4, 0.35, 0.2, 0.1, 0.05, 0.03, 0.02, 0.01] {
        let (mut right, mut gold, mut said, mut covered, mut flagged, mut free) = (0, 0, 0, 0, 0, 0);
        for (document, prediction) in documents {
            let kept: Vec<_> = prediction.iter().filter(|span| span.2 >= threshold).collect();
            let mut cover = vec![false; document.text.chars().count()];
            kept.iter().for_each(|span| cover[span.0..span.1].fill(true));
            gold += document.spans.len();
            said += kept.len();
            right += document.spans.iter().filter(|span| kept.iter().any(|kept| (kept.0, kept.1) == **span)).count();
            covered += document.spans.iter().filter(|span| cover[span.0..span.1].iter().all(|covered| *covered)).count();
            if document.spans.is_empty() {
                free += cover.len();
                flagged += cover.iter().filter(|covered| **covered).count();
            }
        }
        let (precision, recall) = (right as f64 / said.max(1) as f64, right as f64 / gold.max(1) as f64);
        println!(
            "{threshold:.2}  P {precision:.4} R {recall:.4} F1 {:.4}  covered {:.4}  flagged {:.2} % of name-free text",
            2.0 * precision * recall / (precision + recall).max(1e-9),
            covered as f64 / gold.max(1) as f64,
            100.0 * flagged as f64 / free.max(1) as f64
        );
    }
    // Calibration: how often a span of a confidence is right.
    let mut bins: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
    for (document, prediction) in documents {
        for span in prediction.iter().filter(|span| span.2 >= 0.35) {
            let bin = bins.entry((span.2 * 10.0) as usize).or_default();
            bin.0 += 1;
            bin.1 += usize::from(document.spans.contains(&(span.0, span.1)));
        }
    }
    println!("calibration {:?}", bins.iter().map(|(bin, (all, right))| (*bin, *all, (100 * right) / all)).collect::<Vec<_>>());
}

fn errors(documents: &[(&Document, Prediction)], limit: usize) {
    let mut shown = 0;
    for (document, prediction) in documents {
        let kept: Vec<_> = prediction.iter().filter(|span| span.2 >= 0.4).collect();
        let text: Vec<char> = document.text.chars().collect();
        let show = |start: usize, end: usize| {
            let part = |from: usize, to: usize| text[from..to].iter().collect::<String>().replace('\n', "⏎");
            format!("{}⟦{}⟧{}", part(start.saturating_sub(12), start), part(start, end), part(end, (end + 12).min(text.len())))
        };
        for span in &document.spans {
            if !kept.iter().any(|kept| (kept.0, kept.1) == *span) && shown < limit {
                println!("MISS  {}", show(span.0, span.1));
                shown += 1;
            }
        }
        for span in kept {
            if !document.spans.contains(&(span.0, span.1)) && shown < limit {
                println!("FALSE {:.2} {}", span.2, show(span.0, span.1));
                shown += 1;
            }
        }
    }
}

fn main() {
    let mut arguments = std::env::args().skip(1);
    let dictionary = Dictionary::load(&text::words::compile(text::words::PACKED).unwrap()).unwrap();
    let lists = Lists::built_in().unwrap();
    let classes = Classes::new(dictionary.speeches());
    let mut settings = Settings { epochs: 10, rate: 0.05, decay: 0.0005, drop_own: 0.4, drop_around: 0.2, drop_class: 0.1 };
    let (mut training, mut tests, mut folds, mut renamed, mut out, mut shown) = (Vec::new(), Vec::new(), None, Vec::new(), None, 0);
    while let Some(option) = arguments.next() {
        let value = arguments.next().expect("a value");
        match option.as_str() {
            "--train" => training.extend(documents(&value, &dictionary, &lists, &classes)),
            "--test" => tests.push((value.clone(), documents(&value, &dictionary, &lists, &classes))),
            "--renamed" => renamed = documents(&value, &dictionary, &lists, &classes),
            "--folds" => folds = Some(documents(&value, &dictionary, &lists, &classes)),
            "--out" => out = Some(value),
            "--errors" => shown = value.parse().unwrap(),
            "--epochs" => settings.epochs = value.parse().unwrap(),
            "--rate" => settings.rate = value.parse().unwrap(),
            "--decay" => settings.decay = value.parse().unwrap(),
            "--drop-own" => settings.drop_own = value.parse().unwrap(),
            "--drop-around" => settings.drop_around = value.parse().unwrap(),
            "--drop-class" => settings.drop_class = value.parse().unwrap(),
            other => panic!("{other} is not known"),
        }
    }
    if let Some(folds) = &folds {
        let fold = |document: &Document| {
            let article = document.id.split('-').next().unwrap();
            article.bytes().fold(17u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte))) / 7 % 5
        };
        let learn = |number: u32| {
            let lines: Vec<&Line> = folds
                .iter()
                .chain(&renamed)
                .filter(|document| fold(document) != number)
                .chain(&training)
                .flat_map(|document| &document.lines)
                .collect();
            let weights = train(&lines, &settings);
            let held: Vec<_> = folds.iter().filter(|document| fold(document) == number).collect();
            held.into_iter().map(|document| (document, predict(document, &weights, 0.01))).collect::<Vec<_>>()
        };
        let held: Vec<_> = std::thread::scope(|scope| {
            let threads = [[0, 2, 4].as_slice(), &[1, 3]]
                .map(|numbers| scope.spawn(|| numbers.iter().flat_map(|number| learn(*number)).collect::<Vec<_>>()));
            threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
        });
        report("cross-validation", &held);
        errors(&held, shown);
    }
    if !tests.is_empty() || out.is_some() {
        let lines: Vec<&Line> = training.iter().chain(&renamed).flat_map(|document| &document.lines).collect();
        let weights = train(&lines, &settings);
        for (name, documents) in &tests {
            let predicted: Vec<_> = documents.iter().map(|document| (document, predict(document, &weights, 0.01))).collect();
            report(name, &predicted);
            errors(&predicted, shown);
        }
        if let Some(out) = out {
            std::fs::write(out, privacy::names::model::pack(&weights.features, &weights.transitions)).unwrap();
        }
    }
}
