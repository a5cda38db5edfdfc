"""The screens of requests for testimonies."""
