"""How far it is, as the crow flies. Positions are in WGS 84 degrees, distances in kilometres."""

import math
from dataclasses import dataclass

EARTH_RADIUS_KM = 6371.0  # mean radius (IUGG)
KM_PER_DEGREE = EARTH_RADIUS_KM * math.pi / 180  # along a meridian
DECIMALS = 2  # of a reader's position: about a kilometre, so that no home is told


@dataclass(frozen=True)
class Position:
    latitude: float
    longitude: float

    @classmethod
    def parse(cls, text: str) -> "Position":
        """Of "57.7210,12.9401", rounded to two decimals. ValueError where that is no position."""
        latitude, longitude = (float(number) for number in text.split(","))
        if not (abs(latitude) <= 90 and abs(longitude) <= 180):
            raise ValueError(text)
        return cls(round(latitude, DECIMALS), round(longitude, DECIMALS))

    def __str__(self) -> str:
        return f"{self.latitude:.{DECIMALS}f},{self.longitude:.{DECIMALS}f}"

    def km_to(self, other: "Position") -> float:
        """By the haversine formula."""
        north, other_north = math.radians(self.latitude), math.radians(other.latitude)
        half_north = (other_north - north) / 2
        half_east = math.radians(other.longitude - self.longitude) / 2
        chord = math.sin(half_north) ** 2 + math.cos(north) * math.cos(other_north) * math.sin(half_east) ** 2
        return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))

    def box(self, km: float) -> tuple[tuple[float, float], tuple[float, float]]:
        """(south, north), (west, east) of a box that holds everything within so many kilometres."""
        north = km / KM_PER_DEGREE
        # Meridians meet at the poles: the box is as wide as its narrowest side needs.
        nearest_pole = abs(self.latitude) + north
        east = min(north / math.cos(math.radians(nearest_pole)), 180) if nearest_pole < 90 else 180
        return (
            (self.latitude - north, self.latitude + north),
            (self.longitude - east, self.longitude + east),
        )


BORAS = Position(57.721, 12.94)  # its middle; the edge of the municipality is some thirty kilometres away
