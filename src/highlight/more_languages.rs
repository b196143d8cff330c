//! The descriptions of scripting languages, shells, queries and settings.

pub(super) const MORE_LANGUAGES: &str = r##"
n py py3 pycon pyi python python3
k and as assert async await break class continue def del elif else except finally for from
k global if import in is lambda nonlocal not or pass raise return self try while with yield
s case match type
t bool bytearray bytes complex dict float frozenset int list object set str tuple
c Ellipsis False None NotImplemented True __file__ __name__
l #
q =""" =''' -" -'
h CTA[
n gemfile rake rb ruby
k BEGIN END alias and attr_accessor attr_reader attr_writer begin break case class def
k defined? do else elsif end ensure extend for if in include module next not or prepend
k private protected public raise redo require require_relative rescue retry return self super
k then undef unless until when while yield
c __FILE__ __dir__ false nil true
l #
q ="~"~\~#{ =' =`~`~\~#{ =%w[~] =%i[~] =%w(~) =%r{~}~\
h CTDRYWNKL
n containerfile docker dockerfile
p bash console fish ksh make makefile sh shell shellscript terminal zsh
k break case continue do done elif else esac exit export fi for function if in local readonly
k return select set source sudo then time trap unset until while
+ ADD ARG AS CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN
+ SHELL STOPSIGNAL USER VOLUME WORKDIR as
l #
q ="~"~\~$( ='~'~
x -./+@:,~%
h SDOWL
n powershell ps ps1 pwsh
k begin break catch class continue data do dynamicparam else elseif end enum exit filter
k finally for foreach from function hidden if in param process return static switch throw trap
k try until using while
l #
b <# #>
q =@"~"@~~$( =@'~'@~ ="~"~`~$( ='~'~
x -
h IDOV
n bigquery mariadb mysql pgsql plsql postgres postgresql psql sql sqlite tsql
k add all alter analyze and as asc auto_increment autoincrement begin between by call cascade
k case check collate column commit conflict constraint create cross current_date
k current_timestamp database declare default delete desc describe distinct do drop else end
k escape except execute exists explain extension fetch filter first following for foreign from
k full function go grant group grouping having if ignore ilike in index inner insert intersect
k interval into is join key language lateral left like limit loop materialized natural next no
k not nothing nulls of offset on only or order outer over partition preceding primary
k procedure range recursive references rename replace return returning returns revoke right
k rollback row rows schema select set table temp temporary then to top transaction trigger
k truncate unbounded union unique update use user using values view when where window with
k within
t array bigint bigserial binary bit blob bool boolean bytea char character clob date datetime
t decimal double enum float int integer json jsonb money nchar numeric nvarchar precision real
t serial smallint text time timestamp timestamptz tinyint uuid varbinary varchar varying xml
t year
c false null true unknown
l --
b /* */
q ='~'~ ="~"~ -`
h I
n toml
c false inf nan true
l #
q =""" ='''~'''~ -" -'~'~
x -.
h E
n cfg conf dotenv editorconfig env gitconfig ini properties systemd
c False True false no none null off on true yes
l # ;
q -"
x -.
h EO
n lua luau
k and break do else elseif end for function goto if in local not or repeat return self then
k until while
c false nil true
l --
b --[[ ]]
q -" -' =[[~]]~
n r rscript
k break else for function if in library next repeat require return while
c F FALSE Inf NA NA_character_ NA_integer_ NA_real_ NULL NaN T TRUE
l #
q =" =' -`
x .
"##;
