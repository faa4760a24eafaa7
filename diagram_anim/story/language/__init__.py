"""What words mean and how a sentence is made of them, language by language; the data lies in `assets/lexicon`."""
