"""Settings: `dev` is the embedded profile, `production` the other; both start from `base`."""
