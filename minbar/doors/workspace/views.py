"""The first page of somebody at work, and the search over everything that they may see."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from minbar.foundation.access.routes import signed_in


@signed_in("Everybody has a first page; what stands on it depends on their roles.")
class Home(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "workspace/home.html")


@signed_in("Each searcher asks for its own permission.")
class Search(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "workspace/search.html", {"site_search": request.GET.get("q", "").strip()})
