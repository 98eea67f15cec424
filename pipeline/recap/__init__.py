"""The recap: picks, people and counts as files that go straight into a post, a page or a CMS."""
