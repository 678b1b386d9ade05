"""The review desk: a web application over one store, where people settle what machines doubt.

Nothing is imported here: ``pipeline.review.app.create_app`` loads FastAPI when it is asked for.
"""
