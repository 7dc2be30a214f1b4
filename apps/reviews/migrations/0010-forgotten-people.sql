-- What one person has written, liked or reported is looked up when they ask for it, and when they are forgotten.
CREATE INDEX comment_of_author ON comment (author_id);
CREATE INDEX review_like_of_user ON review_like (user_id);
CREATE INDEX comment_like_of_user ON comment_like (user_id);
CREATE INDEX abuse_report_of_reporter ON abuse_report (reporter_id);
