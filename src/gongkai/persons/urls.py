"""Addresses of this app's pages, under /staff/persons/. None holds a value: searches and values travel in the bodies of POST."""

from django.urls import path

from gongkai.persons import views

urlpatterns = [
    path("", views.persons, name="persons"),
    path("find/", views.find, name="persons_find"),
    path("new/", views.register, name="persons_register"),
    path("<uuid:key>/", views.person, name="persons_person"),
    path("<uuid:key>/correct/", views.correct, name="persons_correct"),
    path("<uuid:key>/reveal/", views.reveal, name="persons_reveal"),
]
