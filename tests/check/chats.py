"""A small chat and the articles that quote it."""

from pipeline.check import Finding, check, read
from pipeline.records import Post

AT = "https://x.com/{}/status/17904650000000000{:02d}"
SAID = (
    ("ottilie_rye", "Ottilie Brand", "A1a Slow bread isn’t late bread. It's bread that was left "
     "alone, and then looked at again 🍞 #LoafChat"),
    ("karcherbakes", "The Karcher Oven", "A4: It's something you practice, not preach. You lift "
     "others up and help them weigh the flour while also learning from them yourself. #LoafChat"),
    ("tom_x", "Tom Xanthe", "A2 I cannot bake on a Monday – the oven sulks, and so do I."),
    ("nan_p", "Nan Pereira", "Every no is last year's yes being defended"),
    ("nan_p", "Nan Pereira", "so I keep the list on the fridge. (2/2)"),
    ("shy_one", "Sal Yarrow", "Please don't quote me in the recap, but my starter died twice."),
)  # fmt: skip
POSTS = [
    Post(id=str(at), handle=handle, name=name, text=text, url=AT.format(handle, at),
         created_at=f"2024-05-14T19:{at:02d}:00Z")
    for at, (handle, name, text) in enumerate(SAID, 1)
]  # fmt: skip
KNOWN = ("What does slow bread mean to you?",)


def findings(article: str, posts: list[Post] = POSTS) -> list[Finding]:
    return check(read(article), posts, KNOWN)


def only(article: str, posts: list[Post] = POSTS) -> Finding:
    [found] = findings(article, posts)
    return found
