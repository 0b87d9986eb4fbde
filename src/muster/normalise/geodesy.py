"""Distances on the globe (a sphere of the mean earth radius: right to half a per cent)."""

from __future__ import annotations

import math

EARTH_KM = 6371.0
KM_PER_DEGREE = 111.2  # of latitude


def distance_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Great-circle distance in km (haversine)."""
    phi_a, phi_b = math.radians(lat_a), math.radians(lat_b)
    half = math.sin((phi_b - phi_a) / 2) ** 2
    half += math.cos(phi_a) * math.cos(phi_b) * math.sin(math.radians(lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def destination(lat: float, lon: float, km: float, bearing: float) -> tuple[float, float]:
    """Where one comes that goes ``km`` along the great circle; ``bearing`` in degrees, clockwise from north."""
    phi, theta, way = math.radians(lat), math.radians(bearing), km / EARTH_KM
    sine = math.sin(phi) * math.cos(way) + math.cos(phi) * math.sin(way) * math.cos(theta)
    across = math.atan2(math.sin(theta) * math.sin(way) * math.cos(phi), math.cos(way) - math.sin(phi) * sine)
    return math.degrees(math.asin(max(-1.0, min(1.0, sine)))), (lon + math.degrees(across) + 180) % 360 - 180
