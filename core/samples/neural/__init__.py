"""Readings that need torch, transformers or tokenizers (extra ``neural``). Nothing here is imported without them.

Model and tokenizer files are local, safetensors and JSON only; no code of theirs is run and no network is asked.
"""
