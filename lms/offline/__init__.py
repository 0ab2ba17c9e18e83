"""The service worker: pages that open without a line (decision 0047)."""
