"""What a trainer sees in the studio every day; Wagtail and Django say these in English by themselves."""

_STUDIO = """
Pages|Images|Documents|Reports|Settings|Help|Account|Log out|Dashboard|Home|Search|Search…|Search all pages…
Edit|Delete|Copy|Move|Publish|Unpublish|Save draft|Save Draft|Save|Cancel|Close|Create|Add|Update|Upload|Choose|Select
Or choose from your computer
Preview|History|Status|Checks|Comments|Live|Draft|Locked|Unlocked|Lock|Unlock|Privacy|Private|Public|Usage
Add child page|Add a child page|View live|View draft|More|More actions|More options for '%(title)s'|Sort menu order
Page|Page types|Page type|Parent page|Choose a page|Choose another page|Edit this page|Create a page in
Choose which type of page you'd like to create.|Sorry, you cannot create a page at this location.
Choose an image|Choose another image|Edit this image|Add an image|Add images|Latest images|Change image|Delete image
Choose a document|Choose another document|Edit this document|Add a document|Add documents|Latest documents
Choose a media item|Choose video|Add video|Media|Title|Tags|Tag|Collection|Collections|All collections|File|Name|Type|Date
Alt text|Image is decorative|Focal point|Drag and drop images into this area to upload immediately.
Drag and drop documents into this area to upload immediately.|Content|Promote|For search engines|slug|Updated|User|Action
Submit for moderation|Cancel workflow |Approve|Reject|Request changes|Workflow|Workflows|Workflow history
Awaiting your review|In Moderation|Schedule to publish|Set schedule|Set publishing schedule|Go-live:|Expiry:|Edit schedule
No publishing schedule set|First published|Last published|Locked by you|Locked pages|Site history|Aging pages
Saved|Saving…|Publishing…|You have <span>unsaved edits</span>|Save your changes before leaving|Refresh|Preview mode
Preview in new tab|Preview is out of date|Show issue|Issues found|Words|Reading time|Readability|Content metrics
Internal link|External link|Email link|Phone link|Insert link|Add an external link|Bold|Italic|Link|Numbered list
Bulleted list|Heading 2|Heading 3|Blockquote|Undo|Redo|Move up|Move down|Drag|Skip to main content
Page '%(page_title)s' has been published.|Page '%(page_title)s' has been updated.|Page '%(page_title)s' created.
Page '%(page_title)s' deleted.|Page '%(page_title)s' unpublished.|Page '%(page_title)s' moved.
The page could not be saved due to validation errors.|The page could not be created due to validation errors.
Are you sure you want to delete this page?|Yes, delete it|No, don't delete it|Are you sure you want to unpublish this page?
Yes, unpublish it|No, don't unpublish|There are no results.|Filter|Filter by|Apply filters|Show filters|Any|All
Compare|Compare with current version|Compare with previous version|Review this version|Initial Revision|Edited|Published
Notifications|Profile|Current Password|New Password|Email|Username|Password|Visible to all
Anyone with editing permissions can create schedules
Enter a valid domain name.|That page contains no results|You do not have permission to access the admin.
CSRF verification failed. Request aborted.|Keyboard shortcuts|View history|View details|just now|%(time_period)s ago
"""
_EDITOR = """
Add a comment|Are you sure?|Loading…|Saving...|Show error|Actions|More actions|Insert a block|Split block|Duplicate|Move up
Move down|Drag|Expand all|Collapse all|Horizontal line|Line break|Broken link|Missing document|Decorative image|Alt text
Page explorer|See all|View child pages of '%(title)s'|No results|Search options…|Reply|Resolve|Retry|Enter your comments...
This field is required.|Changes have been autosaved.|Autosave in progress…|Toggle sidebar|Main menu|Yes|No
A server error occurred.|Write something or type ‘/’ to insert a block
Reload the page|Good|Complex|The maximum number of items is %(max_num)d
"""
STUDIO: list[str] = [word for line in _STUDIO.strip("\n").split("\n") for word in line.split("|")]
EDITOR: list[str] = [word for line in _EDITOR.strip("\n").split("\n") for word in line.split("|")]
