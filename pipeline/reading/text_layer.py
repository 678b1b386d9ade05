from pipeline.records import *
def read_text_layer(source, number, settings): return None
