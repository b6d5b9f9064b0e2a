from agreements.models.clock import Clock

__all__ = ["Clock"]
