"""Identification support: signs as data, answers by dimension, a conclusion that only a professional draws."""
