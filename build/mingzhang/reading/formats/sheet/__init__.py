"""Spreadsheets: each visible sheet is a page, shown as whoever opens it sees it."""
