"""The four formats: each module writes all tables into a folder, and all but xlsx read them."""
