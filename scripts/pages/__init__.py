"""The pages that code writes: each module gives the whole text of one page of docs/."""
