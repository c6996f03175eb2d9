from django.urls import path

from clusterportal.gallery.views import Gallery

urlpatterns = [
    path("gallery/", Gallery.as_view(), name="gallery"),
]
