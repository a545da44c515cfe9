"""An audit as one file (``.headwater``) for handing over: writing, reading, comparing with what one has, taking in.

Belongs here: the container, what is in it, and the merge of two copies of an audit. Does not belong here: the exchange
of questions and answers with the vendor (``questionnaires``).
"""
