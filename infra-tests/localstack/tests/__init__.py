"""Unit tests of what needs no LocalStack. Run from the folder above: python3 -m unittest"""
