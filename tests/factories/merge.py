"""Organisations that are here twice, for the small world."""

from tests.factories import approval


def in_world(world, side) -> None:
    twin = approval.organisation(side.member.name, region=side.member.region)
    world.add("merge", side.word, pk=side.member.pk, merged=twin.pk)
