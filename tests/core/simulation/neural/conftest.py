from __future__ import annotations

import pytest

from core.simulation.neural.demonstration_text import demonstration_text


@pytest.fixture(scope="session")
def saved_model(tmp_path_factory):
    """A folder with a tiny untrained model of another family, its weights as safetensors, and a word tokenizer."""
    return _save(tmp_path_factory.mktemp("model"), "gpt2")


@pytest.fixture(scope="session")
def saved_opt(tmp_path_factory):
    """The same with a tiny model of the published family, OPT, as a user's folder with its weights would be."""
    return _save(tmp_path_factory.mktemp("opt"), "opt")


def _save(folder, family):
    from core.neural import offline  # noqa: F401

    # isort: split
    import torch
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import WhitespaceSplit
    from transformers import GPT2Config, GPT2LMHeadModel, OPTConfig, OPTForCausalLM, PreTrainedTokenizerFast
    from transformers.utils import logging

    logging.disable_progress_bar()
    words = ["<unk>", "<end>", *dict.fromkeys(demonstration_text(400).split())]
    tokenizer = Tokenizer(WordLevel({word: number for number, word in enumerate(words)}, unk_token="<unk>"))
    tokenizer.pre_tokenizer = WhitespaceSplit()
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, unk_token="<unk>", eos_token="<end>").save_pretrained(folder)
    torch.manual_seed(1)
    ends = {"bos_token_id": 1, "eos_token_id": 1}
    if family == "opt":
        sizes = {"hidden_size": 16, "word_embed_proj_dim": 16, "ffn_dim": 32}
        depth = {"num_hidden_layers": 1, "num_attention_heads": 2, "max_position_embeddings": 32, "pad_token_id": 1}
        network = OPTForCausalLM(OPTConfig(vocab_size=len(words), **sizes, **depth, **ends))
    else:
        network = GPT2LMHeadModel(
            GPT2Config(vocab_size=len(words), n_positions=32, n_embd=16, n_layer=1, n_head=2, **ends)
        )
    network.save_pretrained(folder)
    return folder
