"""What times the hot pages and measures the recommendation, on seeded data that nobody tuned on."""
