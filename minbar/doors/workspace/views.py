"""The first page of somebody at work, and the search over everything that they may see."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import View

from minbar.doors.workspace.overview import overview
from minbar.foundation.access.routes import signed_in
from minbar.foundation.screens.requests import user_of
from minbar.foundation.screens.searching import search_everything
from minbar.foundation.screens.waiting import waiting_for


@signed_in("Everybody has a first page; what stands on it depends on their roles.")
class Home(View):
    """An overview of the year, and what waits for the reader."""

    def get(self, request: HttpRequest) -> HttpResponse:
        user = user_of(request)
        return render(request, "workspace/home.html", {"overview": overview(user), "waiting": waiting_for(user)})


@signed_in("Each searcher asks for its own permission.")
class Search(View):
    """Everything that matches what was typed, by kind; as a whole page, or as the part below the field while typing."""

    def get(self, request: HttpRequest) -> HttpResponse:
        text = request.GET.get("q", "").strip()
        found = search_everything(user_of(request), text)
        part = request.headers.get("HX-Target") == "found"
        template = "workspace/found.html" if part else "workspace/search.html"
        return render(request, template, {"site_search": text, "found": found})
