"""What is measured: one small file for each kind of measure, and which of them count towards a verdict.

The five axes of the verdict are everyday words met (made for each reference), compression, skeleton compression,
wording two texts share and Simpson's index; they separated chat models from people in 18 published collections and did
not separate halves of human collections. The others are a second line: they say more, and decide nothing. Further
measures stand in it under a correction of their own: of 199 relabellings none beyond ten measures could ever be called
beyond chance together. Those of the trend are read between releases only. What published rules of thumb look at is a
third line.
"""

from __future__ import annotations

from core.samples.measures.compression import COMPRESSION
from core.samples.measures.cross_gain import CROSS_GAIN
from core.samples.measures.distinct import DISTINCT_1, DISTINCT_2, DISTINCT_3, DISTINCT_4, NGRAM_DIVERSITY
from core.samples.measures.mtld import MTLD
from core.samples.measures.overlap import PAIR_OVERLAP
from core.samples.measures.rouge import ROUGE_L
from core.samples.measures.rules_of_thumb import SENTENCE_VARIATION, TYPE_TOKEN_RATIO, WORD_ENTROPY
from core.samples.measures.running_variety import RUNNING_VARIETY
from core.samples.measures.self_bleu import SELF_BLEU
from core.samples.measures.set_measure import SetMeasure
from core.samples.measures.simpson import SIMPSON
from core.samples.measures.skeleton import SKELETON
from core.samples.measures.unseen import UNSEEN
from core.samples.measures.vocabulary import WORDS_OF_2000

LANGUAGE_FREE_AXES: tuple[SetMeasure, ...] = (COMPRESSION, PAIR_OVERLAP, SIMPSON)
ENGLISH_AXES: tuple[SetMeasure, ...] = (SKELETON,)
SECOND_LINE: tuple[SetMeasure, ...] = (
    DISTINCT_1,
    DISTINCT_2,
    DISTINCT_3,
    DISTINCT_4,
    NGRAM_DIVERSITY,
    RUNNING_VARIETY,
    ROUGE_L,
    SELF_BLEU,
)
FURTHER: tuple[SetMeasure, ...] = (MTLD, CROSS_GAIN)
TREND: tuple[SetMeasure, ...] = (WORDS_OF_2000, UNSEEN)
RULES_OF_THUMB: tuple[SetMeasure, ...] = (WORD_ENTROPY, TYPE_TOKEN_RATIO, SENTENCE_VARIATION)
AXIS_KEYS = ("everyday_coverage", *(measure.key for measure in (*LANGUAGE_FREE_AXES, *ENGLISH_AXES)))
