"""What humans saw when they looked at the page: ``review.toml`` beside a disclosure, shown beside the reading."""
